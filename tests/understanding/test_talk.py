"""How people go on from an answer, with the trained classifier, without Rasa: each row is a conversation and what its last message is answered with."""
from typing import Any, Dict, List, Sequence

import pytest

from bot.answers.answer import Paragraph, Said
from bot.evaluation.conversation import Conversation
from bot.understanding.classifier import Classifier

pytestmark = pytest.mark.model
OFFERED = {"type": "intake", "status": "offered"}
CONSENT = {"type": "intake", "slot": "consent"}
COMPARED = "compare tablets and injections"


def said(classifier: Classifier, *texts: str) -> List[Said]:
    conversation = Conversation(classifier)
    return [conversation.turn(text) for text in texts][-1]


def answer(topic: str, *items: str, aspect: str = "") -> Dict[str, Any]:
    return {"type": "answer", "topic": topic, "items": list(items), **({"aspect": aspect} if aspect else {})}


@pytest.mark.parametrize("before", [COMPARED, "which is faster, tablets or injections?", "which foods have it", "what tests are there"])
@pytest.mark.parametrize("manner", ["shorter please", "in simple words", "where does that come from?"])
def test_what_is_set_side_by_side_is_said_in_another_manner(classifier: Classifier, before: str, manner: str) -> None:
    (full,), (other,) = said(classifier, before), said(classifier, before, manner)
    assert other.custom == full.custom
    assert [type(block) for block in other.blocks] == [Paragraph]


def test_more_of_a_comparison_says_something_new(classifier: Classifier) -> None:
    (full,), (more,) = said(classifier, COMPARED), said(classifier, COMPARED, "more")
    assert more.custom["items"] == full.custom["items"]
    assert not set(more.blocks) & set(full.blocks)


@pytest.mark.parametrize(("texts", "expected"), [
    (["what is b12", "please tell me, are clams good?"], [answer("food", "clams")]),
    (["what is b12", "and where do I get it from"], [{"type": "answer", "topic": "food"}]),
    (["tablets no i mean injections"], [answer("treatment", "injections")]),
    (["how fast do tablets work, actually I meant injections"], [answer("treatment", "injections", aspect="speed")]),
    (["how is b12 measured in adults today"], [answer("test")]),
    (["hello honestly can low b12 make me tired"], [answer("symptom", "fatigue")]),
    (["hello honestly my feet tingle", "can low b12 make me tired"], [answer("symptom", "fatigue")]),
    (["👋"], [{"type": "smalltalk", "topic": "greet"}]), (["🙏🏽"], [{"type": "smalltalk", "topic": "thanks"}]),
    (["👍"], [{"type": "smalltalk"}]),
    (["cancel the symptom check"], [{"type": "smalltalk", "topic": "chitchat"}]),
    (["I don't want your stupid symptom check"], [{"type": "smalltalk", "topic": "chitchat"}]),
    (["which tests are there", "and the second one?", "what about the others?"], [answer("test", "serum_b12", "homocysteine_test", "neurological_exam")]),
    (["what treatments exist", "compare the first two", "and the other two?"], [answer("comparison", "injections", "exercise")]),
    (["what treatments exist", "the second one", "and the one after that?"], [answer("treatment", "injections")]),
    (["what treatments exist", "the third one", "is it faster than the second?"], [answer("comparison", "injections", "oral_supplements", aspect="speed")]),
    (["how fast are tablets", "is there anything faster?"], [answer("comparison", "diet", "oral_supplements", "injections", aspect="speed")]),
    (["what next if the level is equivocal"], [answer("test", "mma", "homocysteine_test")]),
    (["is numbness a sign", "which test is the first?"], [answer("test", "serum_b12")]),
    (["tell me about injections", "why is it better?"], [answer("treatment", "injections", aspect="suitability")]),
    (["can b12 cause cramps", "i asked WHY"], [answer("symptom", "muscle_cramps")]),
    (["what causes muscle aches", "are you sure?"], [{"type": "answer"}]),
    (["how fast are tablets and injections", "which are for mild cases", "hm no, I meant severe"], [answer("treatment", "injections", aspect="suitability")]),
    (["which foods have it", "redbull?"], [{"type": "decline", "reason": "not_in_article"}]),
    (["which symptoms are there", "what about hepatomegaly?"], [{"type": "decline", "reason": "not_in_article"}]),
    (["which tests are there", "does it hurt?"], [{"type": "decline", "reason": "not_in_article"}]),
    (["is fatigue a sign", "and forgetting names"], [answer("symptom", "memory_problems")]),
    (["um okay so tell me can low b12 give me cramps"], [answer("symptom", "muscle_cramps")]),
    (["my feet tingle", "say that again"], [answer("symptom", "tingling")]),
    (["he doesn't eat fish or meat at all", "so which foods are left for him"], [answer("food", "dairy", "eggs", "fortified_foods")]),
    (["can low b12 hurt muscles", "how so?"], [answer("mechanism")]),
    (["i'm not asking about tests, i'm asking about how to eat"], [{"type": "answer", "topic": "food"}]),
    (["not the tests, the food please"], [{"type": "answer", "topic": "food"}]),
    (["I am not talking about injections, I mean tablets"], [answer("treatment", "oral_supplements")]),
    (["i meant the food, not the tests"], [{"type": "answer", "topic": "food"}]),
    (["not tired, but my feet tingle"], [answer("symptom", "tingling"), OFFERED]), (["not sure, which foods have b12?"], [{"type": "answer", "topic": "food"}]),
    (["sore tung?"], [answer("symptom", "sore_tongue")]), (["does b12 defishency make your tung sore"], [answer("symptom", "sore_tongue")]),
    (["sore tng?"], [{"type": "decline", "reason": "not_understood"}]), (["hola amigo"], [{"type": "decline", "reason": "language"}]),
    (["was ist das"], [{"type": "decline", "reason": "language"}]),
    (["which symptoms are there", "yes"], [{"type": "smalltalk", "topic": "help"}]),
    (["my feet tingle", "can you go through it with me"], [CONSENT]), (["my feet tingle", "go through it with me please"], [CONSENT]),
])
def test_how_people_go_on(classifier: Classifier, texts: Sequence[str], expected: List[Dict[str, Any]]) -> None:
    customs = [one.custom for one in said(classifier, *texts)]
    assert [{key: custom[key] for key in wanted} for custom, wanted in zip(customs, expected, strict=True)] == expected


@pytest.mark.parametrize("manner", ["shorter please", "in simple words"])
def test_what_is_written_is_spelled_as_it_is_written(classifier: Classifier, manner: str) -> None:
    (one,) = said(classifier, "what if mma and homocysteine are raised", manner)
    written = " ".join(block.text for block in one.blocks if isinstance(block, Paragraph))
    assert "MMA" in written
    assert "M M A" not in written
    assert "M M A" in one.short

"""What all voice channels share, without a platform: repeating, pacing, going on, asking back, silence, taking up again."""
import asyncio
import time
from typing import Any, Awaitable, Callable, Dict, List, Tuple

import pytest

from bot.channels.speaking import Line, Reply
from bot.understanding.classifier import Classifier
from bot.voice.session import Session
from tests.channels.rasas import Brain, Puppet

THANKS = {"type": "smalltalk", "topic": "thanks"}
URGENT = {"type": "urgent", "reason": "chest_pain"}
ASKING: Dict[str, Any] = {"type": "intake", "status": "asking", "slot": "diet", "ask": "first", "step": 5, "steps": 9}
DIETS = [{"title": "Everything", "payload": "/all"}, {"title": "Vegan", "payload": "/vegan"}]
SAYS: Dict[str, List[Dict[str, Any]]] = {
    "thanks": [{"text": "You are welcome. Anything else?", "custom": THANKS}],
    "goodbye": [{"text": "Goodbye.", "custom": {"type": "smalltalk", "topic": "goodbye"}}],
    "chest pain": [{"text": "Call for help.", "custom": URGENT}, {"text": "I have stopped.", "custom": {**ASKING, "status": "stopped"}}],
    "check": [{"text": "Vegan. How do you eat?", "custom": ASKING, "buttons": DIETS}],
    "stop": [{"text": "I have stopped.", "custom": {"type": "intake", "status": "stopped", "slot": None, "resumable": True}}],
    "ask": [{"text": "It is.", "custom": {"type": "answer", "topic": "food"}, "buttons": [{"title": "How is it tested?", "payload": '/ask_test{"facet":"list"}'}]}],
}
Talk = Callable[[Line, Session], Awaitable[List[Reply]]]


def held(talk: Talk) -> Tuple[List[Reply], Puppet]:
    puppet = Puppet(SAYS)

    async def go() -> List[Reply]:
        line = Line("voice", puppet)
        return await talk(line, Session("a", "caller"))
    return asyncio.run(go()), puppet


def heard(*texts: str) -> Tuple[List[Reply], Puppet]:
    async def talk(line: Line, session: Session) -> List[Reply]:
        return [await line.hear(session, text) for text in texts]
    return held(talk)


def test_more_repeat_and_no_need_no_understanding() -> None:
    replies, puppet = heard("clams", "repeat", "yes", "go back", "no thanks")
    assert [reply.speech for reply in replies] == [
        "Clams are a source. Would you like to hear more?", "Clams are a source. Would you like to hear more?", "So are eggs. Anything else?",
        "Clams are a source. Would you like to hear more?", "All right. What else would you like to know?"]
    assert puppet.heard == ["clams"]
    assert {reply.customs[0]["type"] for reply in replies[:-1]} == {"answer"}


def test_who_wants_no_more_is_asked_what_else() -> None:
    replies, puppet = heard("clams", "no")
    assert replies[-1].speech == "All right. What else would you like to know?"
    assert puppet.heard == ["clams"]


def test_slower_says_it_again_slower() -> None:
    replies, _ = heard("clams", "slower", "slower", "faster")
    assert [reply.rate for reply in replies] == [100, 85, 70, 85]
    assert len({reply.speech for reply in replies}) == 1


def test_a_new_question_needs_no_answer_to_the_offer() -> None:
    replies, puppet = heard("clams", "what about eggs", "more")
    assert puppet.heard == ["clams", "what about eggs"]
    assert replies[-1].speech == "So are eggs. Anything else?"


def test_goodbye_ends_and_so_does_no_after_thanks() -> None:
    for texts in (["goodbye"], ["bye bye"], ["thanks", "no"]):
        replies, _ = heard(*texts)
        assert replies[-1].ends
        assert not any(reply.ends for reply in replies[:-1])


def test_an_emergency_is_all_that_is_said_and_ends_it() -> None:
    replies, _ = heard("check", "chest pain")
    assert (replies[-1].speech, replies[-1].ends, replies[-1].urgent) == ("Call for help.", True, True)
    assert [custom["type"] for custom in replies[-1].customs] == ["urgent", "intake"]


def test_in_the_intake_back_and_stop_are_the_assistants() -> None:
    for command in ("go back", "stop", "skip"):
        _, puppet = heard("check", command)
        assert puppet.heard == ["check", command]


def test_in_the_intake_more_names_the_keys() -> None:
    replies, _ = heard("check", "more")
    assert replies[-1].speech == "You can press one for everything, two for vegan."


def test_a_choice_said_as_offered_is_pressed() -> None:
    _, puppet = heard("ask", "how is it tested")
    assert puppet.heard == ["ask", '/ask_test{"facet":"list"}']


@pytest.mark.parametrize(("answer", "reached"), [("yes", ["clans"]), ("no", []), ("I said clams", ["I said clams"])])
def test_what_is_heard_badly_is_asked_back(answer: str, reached: List[str]) -> None:
    async def talk(line: Line, session: Session) -> List[Reply]:
        return [await line.hear(session, "clans", 0.3), await line.hear(session, answer, 0.9)]
    replies, puppet = held(talk)
    assert replies[0].speech == "I think you said, clans. Is that right?"
    assert replies[0].customs == ({"type": "decline", "reason": "not_understood"},)
    assert puppet.heard == reached


def test_an_emergency_is_never_asked_back() -> None:
    async def talk(line: Line, session: Session) -> List[Reply]:
        return [await line.hear(session, "I have crushing chest pain", 0.25)]
    _, puppet = held(talk)
    assert puppet.heard == ["I have crushing chest pain"]


def test_silence_is_asked_again_twice_then_goodbye() -> None:
    async def talk(line: Line, session: Session) -> List[Reply]:
        return [await line.hear(session, "check"), *(line.silence(session) for _ in range(3))]
    replies, _ = held(talk)
    assert [reply.speech for reply in replies[1:]] == [
        "I did not hear anything. How do you eat?", "I still cannot hear you. You can press one for everything, two for vegan.",
        "I cannot hear you, so I end here. Goodbye, and take care."]
    assert [reply.ends for reply in replies] == [False, False, False, True]


def test_words_after_silence_begin_the_count_anew() -> None:
    async def talk(line: Line, session: Session) -> List[Reply]:
        line.silence(session), line.silence(session)
        return [await line.hear(session, "clams"), line.silence(session)]
    replies, _ = held(talk)
    assert not replies[-1].ends


@pytest.mark.parametrize(("digits", "reached"), [("2", ["check", "/vegan"]), ("9", ["check"]), ("*", ["check"]), ("0", ["check", "help"])])
def test_keys_press_what_is_offered(digits: str, reached: List[str]) -> None:
    async def talk(line: Line, session: Session) -> List[Reply]:
        return [await line.hear(session, "check"), await line.press(session, digits)]
    _, puppet = held(talk)
    assert puppet.heard == reached


@pytest.mark.parametrize(("consented", "asks_for_it", "same"), [(True, True, True), (True, False, False), (False, True, False)])
def test_an_intake_is_taken_up_again_only_with_consent_and_when_asked_for(consented: bool, asks_for_it: bool, same: bool) -> None:
    asked = {**ASKING, "slot": "diet" if consented else "consent"}
    puppet = Puppet({"check": [{"text": "How do you eat?", "custom": asked}]})

    async def go() -> None:
        line = Line("voice", puppet)
        for id_, caller, text in (("first", "anna", "check"), ("stranger", "bert", "continue"), ("second", "anna", "continue" if asks_for_it else "what is b12")):
            async with line.session(id_, caller) as session:
                await line.hear(session, text)
            await line.end(id_)
    asyncio.run(go())
    assert puppet.senders[1] == "voice:stranger"
    assert (puppet.senders[2] == "voice:first") is same


@pytest.mark.parametrize(("minutes", "same"), [(14, True), (16, False)])
def test_a_call_that_broke_off_is_taken_up_soon_or_not_at_all(monkeypatch: pytest.MonkeyPatch, minutes: int, same: bool) -> None:
    puppet = Puppet({"check": [{"text": "How do you eat?", "custom": {**ASKING, "slot": "diet"}}]})
    now = time.time()

    async def go() -> None:
        line = Line("voice", puppet, resumable=15 * 60)
        async with line.session("first", "anna") as session:
            await line.hear(session, "check")
        await line.end("first")
        monkeypatch.setattr("bot.channels.memory.time.time", lambda: now + minutes * 60)
        async with line.session("second", "anna") as session:
            await line.hear(session, "continue")
    asyncio.run(go())
    assert (puppet.senders[1] == "voice:first") is same


def test_nothing_of_ones_own_health_is_shown() -> None:
    replies, _ = heard("clams", "check", "yes")
    assert replies[0].shown == "Clams are a source.\n\nSo are eggs."
    assert replies[1].shown == ""


def test_what_is_said_of_b12_can_be_read() -> None:
    puppet = Puppet({"b": [{"text": "B twelve and M M A.", "custom": {"type": "answer"}}]})

    async def go() -> Reply:
        line = Line("voice", puppet)
        return await line.hear(Session("a"), "b")
    assert asyncio.run(go()).shown == "B12 and MMA."


@pytest.mark.parametrize(("texts", "ends"), [
    (["clams", "more", "no"], True), (["clams", "more", "stop"], True), (["clams", "more", "that's all thanks"], True), (["clams", "that's all"], False),
    (["clams", "stop", "no thanks"], True), (["clams", "no"], False), (["clams", "stop"], False), (["check", "that's all"], False), (["check", "no"], False),
    (["clams", "more", "yes"], False), (["clams", "more", "um"], False)])
def test_who_wants_nothing_else_is_let_go(texts: List[str], ends: bool) -> None:
    assert heard(*texts)[0][-1].ends is ends


@pytest.mark.parametrize("noise", ["um", "the", "so", "uh er"])
def test_noise_is_no_question_and_changes_nothing(noise: str) -> None:
    replies, puppet = heard("clams", noise, "yes")
    assert [reply.speech for reply in replies[1:]] == ["I did not catch that. Would you like to hear more?", "So are eggs. Anything else?"]
    assert puppet.heard == ["clams"]


@pytest.mark.parametrize(("text", "reached"), [("what can i say", "help"), ("what are my options", "help"), ("i want to talk to a human", "are you a human")])
def test_who_does_not_know_what_to_say_is_told(text: str, reached: str) -> None:
    assert heard(text)[1].heard == [reached]


def test_after_what_was_not_understood_the_same_question_is_open() -> None:
    async def talk(line: Line, session: Session) -> List[Reply]:
        return [await line.hear(session, "check"), await line.press(session, "9"), line.silence(session), await line.hear(session, "vegun", 0.3),
                await line.hear(session, "repeat"), await line.hear(session, "no"), line.silence(session)]
    replies, _ = held(talk)
    assert [reply.speech for reply in replies[1:]] == [
        "That key has no meaning here. Press zero for help, or just speak. How do you eat?", "I did not hear anything. How do you eat?",
        "I think you said, vegun. Is that right?", "I think you said, vegun. Is that right?", "Sorry. Please say it again.",
        "I did not hear anything. How do you eat?"]
    assert [reply.reprompt for reply in replies[-2:]] == ["How do you eat?"] * 2


def test_who_has_nothing_to_take_up_again_is_told_so() -> None:
    puppet = Puppet({"continue": [{"text": "What?", "custom": {"type": "decline", "reason": "not_understood"}}]})
    reply = asyncio.run(Line("voice", puppet).hear(Session("a", "anna"), "continue"))
    assert reply.speech == "I know of no symptom questions to go on with. To begin, say, check my symptoms."


@pytest.mark.model
def test_a_whole_conversation(classifier: Classifier) -> None:
    async def go() -> List[Reply]:
        line = Line("voice", Brain(classifier))
        session = Session("a")
        said = ["what foods have b twelve", "yes", "no", "how fast do injections work", "and tablets", "check my symptoms", "yes", "my feet tingle and i am tired",
                "three weeks", "seven", "go back", "six", "vegan", "none that i know of", "no tests", "nothing", "no", "yes"]
        return [await line.hear(session, text) for text in said]
    replies = asyncio.run(go())
    assert [reply.customs[0].get("slot") for reply in replies[5:17]] == [
        "consent", "symptoms", "duration", "severity", "diet", "severity", "diet", "absorption", "tests", "current_b12", "notes", None]
    assert [custom["type"] for custom in replies[-1].customs] == ["intake", "summary"]
    summary = replies[-1].customs[-1]
    assert (summary["severity"], summary["duration"], summary["diet"]) == (6, "P3W", "vegan")

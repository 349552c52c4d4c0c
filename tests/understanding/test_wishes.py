"""Wishes about what is kept, in all styles, before the intake, at several of its questions and after it; tests/understanding/wishes has the sentences."""
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Dict, List, Tuple

import pytest
from ruamel.yaml import YAML

from bot import settings
from bot.answers.answer import Said
from bot.answers.payloads import CONFIRM, NOTHING, PART, WITHDRAWN
from bot.answers.reading import Data
from bot.evaluation.conversation import Conversation
from bot.understanding.classifier import Classifier

pytestmark = pytest.mark.model
TABLES = Path(__file__).parent / "wishes"
FLOORS = {"first": 0.95, "blind": 0.85}  # shares of what is wished that are understood, at each place
BEGUN = ["check my symptoms", "yes"]
NOTES = [*BEGUN, "tingling feet", "that's all", "three weeks", "7", "vegan", "none that I know of", "no tests", "nothing"]
PLACES = {"before": [], "consent": BEGUN[:1], "symptoms": BEGUN, "notes": NOTES, "done": [*NOTES, "no", "all correct"]}
Row = Tuple[str, str]


def rows(table: str) -> List[Row]:
    read: Dict[str, Dict[str, List[str]]] = YAML(typ="safe").load(TABLES / f"{table}.yml")
    return [(wish, text) for wish, styles in read.items() for texts in styles.values() for text in texts]


def wish_in(conversation: Conversation, said: List[Said]) -> str:
    """What was taken to be wished; empty for nothing of the kind."""
    reading = conversation.readings[0]
    if isinstance(reading, Data):
        return {CONFIRM: "delete", WITHDRAWN: "stop"}.get(reading.about) or {"shown": "know", "exported": "export"}.get(reading.action, reading.action)
    ended = said[0].custom.get("status") == "stopped" and not said[0].custom.get("resumable")
    return "stop" if ended else ""  # a "no" to consent, or an intake that is thrown away


@cache
def begun(classifier: Classifier, place: str) -> Conversation:
    conversation = Conversation(classifier)
    for text in PLACES[place]:
        conversation.turn(text)
    return conversation


def asked(classifier: Classifier, place: str, text: str) -> str:
    before = begun(classifier, place)
    shared = (classifier, before._listener)
    conversation = deepcopy(before, {id(one): one for one in shared})
    return wish_in(conversation, conversation.turn(text))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("table", FLOORS)
def test_a_wish_is_understood_wherever_it_is_put(classifier: Classifier, table: str, place: str) -> None:
    wishes = [(wish, text) for wish, text in rows(table) if wish != "nothing"]
    met = [asked(classifier, place, text) == wish for wish, text in wishes]
    print(f"{table} {place}: {sum(met)} of {len(met)}")
    assert sum(met) / len(met) >= FLOORS[table]


@pytest.mark.parametrize("place", ["before", "symptoms"])
def test_a_question_about_the_article_is_no_wish(classifier: Classifier, place: str) -> None:
    assert [text for table in FLOORS for wish, text in rows(table) if wish == "nothing" and asked(classifier, place, text)] == []


@pytest.mark.parametrize(("text", "wish"), [
    ("can you stop keeping my symptoms", "stop"), ("could you stop keeping my symptoms, please?", "stop"), ("I'd like to withdraw my consent, please", "stop"),
    ("I'd like you to erase all my information, please", "delete"), ("pls dleete evrything", "delete"), ("ok, I want my data deleted", "delete")])
@pytest.mark.parametrize("place", PLACES)
def test_these_are_never_missed(classifier: Classifier, place: str, text: str, wish: str) -> None:
    assert asked(classifier, place, text) == wish


@pytest.mark.parametrize(("text", "slot"), [
    ("yes please", "symptoms"), ("ok, please", "symptoms"), ("please", "symptoms"), ("yes, keep my answers", "symptoms"), ("you may store them", "symptoms"),
    ("consent given", "symptoms"), ("Yes, you can keep my answers for the summary", "symptoms"), ("I'd like that, please", "symptoms")])
def test_a_yes_to_being_kept_is_one(classifier: Classifier, text: str, slot: str) -> None:
    conversation = Conversation(classifier)
    assert [conversation.turn(told) for told in ("check my symptoms", text)][-1][-1].custom["slot"] == slot


def test_none_is_trained_on() -> None:
    trained = {_plain(line[6:]) for line in (settings.ROOT / "data/nlu/data.yml").read_text(encoding="utf-8").splitlines() if line.startswith("    - ")}
    assert [text for table in FLOORS for _, text in rows(table) if _plain(text) in trained] == []


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


DIET = [*BEGUN, "tingling feet", "that's all", "three weeks", "7", "vegan"]
DONE = [*NOTES, "no", "all correct"]
CONFIRMED = ("data", "none", CONFIRM)
SHOWN = ("data", "shown", "")


@pytest.mark.parametrize(("texts", "kinds"), [
    (["delete my data and then tell me which fish have b12"], [("question", "food", ""), CONFIRMED]),
    (["which foods have b12? and then delete all my data"], [("question", "food", ""), CONFIRMED]),
    (["erase everything you have on me, but first tell me what MMA is"], [("question", "test", ""), CONFIRMED]),
    ([*DIET, "delete my data and tell me which fish have b12"], [("question", "food", ""), CONFIRMED]),
    (["delete my data and my summary"], [CONFIRMED]),
    (["delete my data", "which foods have b12"], [("question", "food", ""), CONFIRMED]),
    (["delete my data", "which foods have b12", "yes"], [("data", "deleted", "")]),
    (["delete my data", "which foods have b12", "no"], [("data", "none", "")]), (["delete my data", "never mind"], [("data", "none", "")]),
    (["delete my data", "yes", "delete it again"], [("data", "none", NOTHING)]),
    (["delete my data", "yes", "erase everything once more"], [("data", "none", NOTHING)]),
    (["my feet tingle", "delete it all again"], [CONFIRMED]),
    (["delete only my diet answer"], [("data", "none", PART)]), ([*BEGUN, "tingling feet", "delete only my diet answer"], [("data", "none", PART)]),
    ([*BEGUN[:1], "why do you need to keep it?"], [SHOWN]), ([*BEGUN[:1], "who sees it?"], [SHOWN]), ([*BEGUN, "how long do you keep it"], [SHOWN]),
    ([*BEGUN, "how long do you keep my answers"], [SHOWN]), (["who can see my answers? do you"], [SHOWN]),
    ([*BEGUN, "who gets b12 deficiency"], [("question", "cause", "")]),
    ([*BEGUN, "how long until I see it get better"], [("question", "treatment", "")]),
])
def test_what_comes_with_a_wish_and_after_it(classifier: Classifier, texts: List[str], kinds: List[Tuple[str, str, str]]) -> None:
    conversation = Conversation(classifier)
    for text in texts:
        conversation.turn(text)
    assert [(one.kind, getattr(one, "topic", getattr(one, "action", "")), getattr(one, "about", "")) for one in conversation.readings] == kinds


@pytest.mark.parametrize("text", [
    "delete only my diet answer", "remove my diet answer from what you kept", "forget what I said about my diet", "please just delete the diet part",
    "can you remove what I told you about my diet"])
@pytest.mark.parametrize(("before", "status"), [(DIET, "asking"), ([*DIET, "stop"], "asking"), (DONE, "review")])
def test_one_answer_is_taken_back_and_the_others_stay(classifier: Classifier, before: List[str], status: str, text: str) -> None:
    conversation = Conversation(classifier)
    for one in (*before, text):
        conversation.turn(one)
    record = conversation.state.record
    assert (record.diet, record.symptoms.present, record.severity, conversation.state.status) == (None, ("tingling",), 7, status)
    assert "diet" in record.skipped


@pytest.mark.parametrize("text", ["show my summary", "show me the summary", "open the summary", "let me see the summary"])
def test_a_summary_that_is_not_there_is_offered(classifier: Classifier, text: str) -> None:
    assert Conversation(classifier).turn(text)[0].custom["status"] == "offered"

"""Promises between files."""
import re
import subprocess
import sys
from collections import Counter
from typing import Dict, List

import pytest
from ruamel.yaml import YAML

from bot.answers.choices import choices
from bot.answers.compose import compose
from bot.answers.payloads import from_payload
from bot.answers.reading import Decline, Question, Reading, SmallTalk, Urgent
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.article.files import DATA, ROOT
from bot.evaluation.cases import _examples as lines_of
from bot.understanding.resolve import resolve

ARTICLE = load_article()
DECLINES = ["out_of_scope", "not_in_article", "personal_advice", "language", "empty", "too_long", "not_understood", "busy", "unavailable"]
SMALLTALK = ["greet", "goodbye", "thanks", "who_are_you", "help", "how_are_you", "feedback", "chitchat"]
URGENT = ["chest_pain", "breathing", "stroke_signs", "sudden_paralysis", "bladder_bowel", "collapse", "overdose", "allergic_reaction", "self_harm",
          "other"]


def load(path: str) -> Dict[str, List[Dict[str, object]]]:
    return dict(YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8")))


def training() -> "Counter[str]":
    """Label -> number of examples."""
    counts: Counter[str] = Counter()
    for path in (DATA / "nlu").rglob("*.yml"):
        for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            facet = (entry.get("metadata") or {}).get("facet")
            counts[f"{entry['intent']}/{facet}" if facet else entry["intent"]] += len(lines_of(entry["examples"]))
    return counts


LABELS = training()
# What a message of these says is told by another intent: "what is X" by the topic of X, "yes" by what was offered.
ONLY_IN_TRAINING = {"ask_about", "context", "intake", "tell_symptoms"}
INTENTS = [str(intent) for intent in load("domain.yml")["intents"]]


@pytest.mark.parametrize("topic", ARTICLE.topics)
def test_every_topic_has_an_intent_a_training_file_and_a_dialogue(topic: str) -> None:
    assert f"ask_{topic}" in INTENTS
    assert (DATA / "nlu" / "ask" / f"{topic}.yml").exists()
    assert list((ROOT / "tests" / "conversations" / topic).glob("test_*.yml"))


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_at_least_thirty_examples_and_an_intent(label: str) -> None:
    assert LABELS[label] >= 30
    assert label.partition("/")[0] in INTENTS


def test_every_intent_has_a_rule() -> None:
    rules = load("data/stories/reply.yml")["rules"]
    ruled = {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step}  # type: ignore[attr-defined]
    assert ruled == set(INTENTS) - ONLY_IN_TRAINING


@pytest.mark.parametrize("label", [label for label in LABELS if label.startswith("ask_")])
def test_every_label_of_the_article_is_answered(label: str) -> None:
    reading = resolve(label, [], "tell me about these signs", ["tell", "me", "about", "these", "signs"], ARTICLE)
    assert isinstance(reading, Question)
    assert compose(reading, ARTICLE).sources


@pytest.mark.parametrize("topic", ARTICLE.topics)
def test_every_facet_is_said_with_its_choices(topic: str) -> None:
    for facet in ARTICLE.topics[topic].facets:
        said = compose(Question(topic, facet), ARTICLE)
        assert said.custom["topic"] == topic
        assert set(said.sources) <= set(ARTICLE.sections)
        for choice in said.choices:
            asked = from_payload(choice.payload, ARTICLE)
            assert asked is not None
            assert compose(asked, ARTICLE).sources


def test_every_item_of_the_contract_is_answered_in_full_and_in_short() -> None:
    for kind, topic in (("symptom", "symptom"), ("test", "test"), ("food", "food"), ("food_group", "food"), ("treatment", "treatment"),
                        ("mechanism", "mechanism")):
        for id_ in ARTICLE.of_kind(kind):
            said = compose(Question(topic, "about" if kind == "mechanism" else "item", (id_,)), ARTICLE)
            assert said.custom["items"] == [id_]
            assert said.short


def test_every_reason_and_small_talk_of_the_contract_has_words() -> None:
    replies = load_replies()
    assert set(replies.declines.reasons) == set(DECLINES)
    assert set(replies.smalltalk.topics) == set(SMALLTALK)
    assert set(replies.urgent.reasons) == set(URGENT)
    readings: List[Reading] = [*map(Decline, DECLINES), *map(SmallTalk, SMALLTALK), *map(Urgent, URGENT)]
    for said in say(readings, ARTICLE, replies):
        assert said.short
        assert "{" not in said.short


def test_no_answer_holds_a_sentence_of_the_article_template_unfilled() -> None:
    for topic in ARTICLE.topics.values():
        for facet in topic.facets:
            for block in compose(Question(topic.id, facet), ARTICLE).blocks:
                assert "{" not in str(getattr(block, "text", "")) or facet in ("item", "items", "group", "fortified_item", "how_item")


def test_buttons_are_at_most_three() -> None:
    references = [f"{topic.id}/{facet}" for topic in ARTICLE.topics.values() for facet in topic.facets]
    assert len(choices(references, ARTICLE)) == 3


@pytest.mark.parametrize("package", ["bot.article", "bot.language.reader", "bot.answers.say", "bot.understanding.understand", "bot.safety.detect",
                                     "bot.render.message"])
def test_what_decides_knows_nothing_of_rasa(package: str) -> None:
    code = f"import sys, {package}; print([name for name in sys.modules if name.split('.')[0] in ('rasa', 'rasa_sdk', 'sanic', 'tensorflow')])"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_no_pin_file_names_a_registry() -> None:
    for path in (*ROOT.glob("requirements*"), ROOT / "pyproject.toml"):
        assert not re.search(r"https?://|index-url|find-links", path.read_text(encoding="utf-8")), path.name


def test_every_requirement_is_pinned_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line and line[0].isalnum()]
        assert entries
        assert all(re.match(r"[\w.-]+(\[\w+\])?==\S+ \\$", line) for line in entries), name


def test_the_pins_that_cost_days_are_there() -> None:
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "\njsonschema==3.2.0 " in pins
    endpoints = load("endpoints.yml")
    assert endpoints["action_endpoint"]["enable_selective_domain"] is True  # type: ignore[call-overload]
    assert not {"telegram", "socketio", "rest"} & set(load("credentials.yml"))


def test_every_make_command_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)\b", " ".join(re.findall(r"`[^`]+`|^    .*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))))
    assert named
    assert named <= targets

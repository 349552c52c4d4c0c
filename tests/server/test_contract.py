"""The running assistant over HTTP, against the outside contract."""
import json
from typing import Any, Dict, List, Set

import pytest
import requests

from tests.client import Client

pytestmark = pytest.mark.server
Custom = Dict[str, Any]


@pytest.mark.parametrize(("text", "expected"), [
    ("What is vitamin B12 deficiency?", {"topic": "overview"}),
    ("How does low B12 lead to muscle pain?", {"topic": "mechanism"}),
    ("what is myelin", {"topic": "mechanism", "items": ["neuropathy"]}),
    ("Which symptoms are there?", {"topic": "symptom", "items": []}),
    ("can low b12 cause pins and needles", {"topic": "symptom", "items": ["tingling"]}),
    ("How is it diagnosed?", {"topic": "test", "items": []}),
    ("what does the mma test show", {"topic": "test", "items": ["mma"]}),
    ("Which foods have B12?", {"topic": "food", "items": ["meat_poultry", "fish_seafood", "dairy", "eggs", "fortified_foods"]}),
    ("are tuna and milk any good?", {"topic": "food", "items": ["tuna", "milk"]}),
    ("are eggs a good source", {"topic": "food", "items": ["eggs"]}),
    ("How is it treated?", {"topic": "treatment", "items": [], "aspect": None}),
    ("how fast do injections work", {"topic": "treatment", "items": ["injections"], "aspect": "speed"}),
    ("how often do you take tablets", {"topic": "treatment", "items": ["oral_supplements"], "aspect": "maintenance"}),
    ("compare tablets and injections", {"topic": "comparison", "items": ["oral_supplements", "injections"], "aspect": None}),
    ("which works faster, tablets or injections", {"topic": "comparison", "aspect": "speed"}),
    ("What causes the deficiency?", {"topic": "cause"}),
    ("Can the nerve damage be permanent?", {"topic": "outlook"}),
    ("When should I see a doctor?", {"topic": "see-doctor"}),
])
def test_every_topic_is_answered_with_its_sources(client: Client, text: str, expected: Custom) -> None:
    (answer,) = client.say(text)
    assert answer["type"] == "answer"
    assert answer["sources"]
    given = {key: answer[key] for key in expected}
    assert {k: sorted(v) if isinstance(v, list) else v for k, v in given.items()} == {
        k: sorted(v) if isinstance(v, list) else v for k, v in expected.items()}
    assert set(answer) == {"type", "topic", "items", "aspect", "sources"}


@pytest.mark.parametrize(("text", "reason"), [
    ("what is the capital of France", "out_of_scope"), ("does kale have b12", "not_in_article"), ("how many micrograms of b12 do I need a day", "not_in_article"),
    ("should I stop my injections", "personal_advice"), ("do I have a b12 deficiency", "personal_advice"),
    ("¿Qué alimentos tienen vitamina B12?", "language"), ("Welche Lebensmittel enthalten Vitamin B12?", "language"),
    ("asdf qwer zxcv", "not_understood"), ("", "empty"), ("   ", "empty"), ("x" * 1_001, "too_long"), ("what is b12? " * 100, "too_long"),
])
def test_every_decline_says_why(client: Client, text: str, reason: str) -> None:
    (decline,) = client.say(text)
    assert decline == {"type": "decline", "reason": reason}


def test_an_unlisted_food_is_met_with_the_listed_ones(client: Client) -> None:
    (message,) = client.messages("is kale a good source of b12?")
    assert "kale" in message["text"]
    assert "clams" in message["text"]


@pytest.mark.parametrize(("text", "topic"), [
    ("hi", "greet"), ("bye", "goodbye"), ("thanks a lot", "thanks"), ("are you a real person?", "who_are_you"), ("what can you do", "help"),
    ("how are you?", "how_are_you"), ("that was a bad answer", "feedback"), ("tell me a joke", "chitchat"),
])
def test_small_talk(client: Client, text: str, topic: str) -> None:
    assert client.say(text) == [{"type": "smalltalk", "topic": topic}]


@pytest.mark.parametrize(("text", "reason"), [
    ("my dad has crushing chest pain", "chest_pain"), ("I can't breathe", "breathing"), ("her face is drooping and she can't speak", "stroke_signs"),
    ("I want to kill myself", "self_harm"), ("my toddler swallowed a whole bottle of b12 tablets", "overdose"),
])
def test_an_emergency_comes_first(client: Client, text: str, reason: str) -> None:
    message = client.messages(text)[0]
    assert message["custom"] == {"type": "urgent", "reason": reason}
    assert "emergency number" in message["text"]


def test_two_questions_are_answered_in_order(client: Client) -> None:
    assert [answer["topic"] for answer in client.say("what causes it and how do they test for it?")] == ["cause", "test"]


def test_a_decline_stands_among_the_answers(client: Client) -> None:
    objects = client.say("Which foods have B12? And who won the world cup?")
    assert [(one["type"], one.get("topic", one.get("reason"))) for one in objects] == [("answer", "food"), ("decline", "out_of_scope")]


def test_the_previous_answer_is_said_again(client: Client) -> None:
    first = client.say("how fast do injections work")
    for text in ("say that again", "shorter please", "where does that come from?"):
        assert client.say(text) == first


def test_a_button_is_understood_when_it_was_offered(client: Client) -> None:
    button = client.messages("How is it treated?")[0]["buttons"][0]
    assert set(button) == {"title", "payload"}
    assert client.say(button["payload"])[0]["type"] == "answer"
    assert Client(client.url).say(button["payload"]) == [{"type": "decline", "reason": "not_understood"}]


@pytest.mark.parametrize("text", ["/restart", "/back", "/session_start", " / /restart", '/ask_food{"food":"x"}', "//greet", "/x{broken",
                                  '/ask_food{"facet":"list"}'])
def test_typed_commands_do_nothing(client: Client, text: str) -> None:
    first = client.say("how fast do injections work")
    assert client.say(text) == [{"type": "decline", "reason": "not_understood"}]
    assert client.say("say that again") == first


def test_every_button_ever_offered_leads_somewhere(client: Client) -> None:
    seen: Set[str] = set()
    waiting = ["How is it treated?", "Which symptoms are there?", "Which foods have B12?", "hi"]
    while waiting and len(seen) < 25:  # below the limit of messages a minute
        for message in client.messages(waiting.pop(0)):
            for button in message.get("buttons", ()):
                assert len(message["buttons"]) <= 3
                if button["payload"].startswith("/intake_"):
                    assert Client(client.url).messages(button["title"])[0]["custom"]["status"] == "asking"  # another person's
                elif button["payload"] not in seen:
                    seen.add(button["payload"])
                    assert client.say(button["payload"])[0]["type"] == "answer", button
                    waiting.append(button["payload"])
    assert len(seen) >= 25


BODIES: List[Any] = [
    (b"{", 400), (b"null", 400), (b"[]", 400), (b'{"sender": "a"}', 400), (b'{"sender": "", "message": "hi"}', 400), (b'{"message": "hi"}', 400),
    (b'{"sender": "a", "message": 5}', 400), (b'{"sender": "a", "message": ["x"]}', 400), (b'{"sender": "a", "message": {"a": 1}}', 400),
    (b'{"sender": "a", "message": null}', 400), (json.dumps({"sender": "s" * 300, "message": "hi"}).encode(), 400),
    (b'{"sender": "a", "message": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", 400), (json.dumps({"sender": "a", "message": "x" * 70_000}).encode(), 413),
]


@pytest.mark.parametrize(("body", "status"), BODIES)
def test_what_is_no_message_is_refused_in_one_sentence(client: Client, body: bytes, status: int) -> None:
    answer = client.post(body)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].count(".") >= 1


def test_plain_text_is_refused(client: Client) -> None:
    assert client.post(b'{"sender": "a", "message": "hi"}', headers={"Content-Type": "text/plain"}).status_code == 415


def test_ninety_million_characters_are_refused_while_others_are_served(client: Client) -> None:
    assert client.post(b'{"sender": "a", "message": "' + b"x" * 90_000_000 + b'"}').status_code == 413
    assert client.say("hi")


@pytest.mark.parametrize("text", ["\x00", "\ud800", "hello\x00\ud800", "\U0001f642\U0001f642", "<script>alert(1)</script>", "'; DROP TABLE events; --", "{{7*7}}",
                                  "\u202eabc", "%s%n", "../../etc/passwd", "EXTERNAL: x", "\ufeff", "…", "null"])
@pytest.mark.parametrize("sender", ["odd", "\x00odd", "\ud800odd", "o\u202ed'd\";--"])
def test_odd_text_and_senders_are_answered(client: Client, text: str, sender: str) -> None:
    answer = client.post(json.dumps({"sender": sender, "message": text}).encode())
    assert answer.status_code == 200
    assert answer.json()[0]["text"].strip()


def test_the_same_sender_keeps_its_own_conversation(client: Client) -> None:
    other = Client(client.url)
    client.say("how fast do injections work")
    assert other.say("say that again")[0]["type"] == "decline"


def test_a_sender_who_writes_too_much_is_slowed_down(client: Client) -> None:
    last = [client.say("hi") for _ in range(62)][-1]
    assert last == [{"type": "decline", "reason": "busy"}]
    assert Client(client.url).say("hi")[0]["type"] == "smalltalk"


def test_health_and_readiness(client: Client) -> None:
    assert requests.get(f"{client.url}/", timeout=5).status_code == 200
    assert requests.get(f"{client.url}/healthz", timeout=5).status_code == 200
    assert requests.get(f"{client.url}/readyz", timeout=5).json() == {"status": "ready", "model": True, "storage": True, "actions": True}


@pytest.mark.parametrize("path", ["/conversations/rest:a/tracker", "/status", "/model/parse", "/webhooks/telegram/webhook", "/webhooks/slack/webhook",
                                  "/webhooks/socketio/", "/socket.io/"])
def test_nothing_else_is_open(client: Client, path: str) -> None:
    assert requests.post(f"{client.url}{path}", json={}, timeout=5).status_code in (404, 405)

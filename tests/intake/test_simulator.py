"""The patients can be read, and an assistant without fault gets full marks for each of them."""
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, List

import pytest

from bot.article.errors import DataError
from tests.intake.perfect import TODAY, Perfect
from tests.intake.simulator.contract import Message
from tests.intake.simulator.conversation import over_http
from tests.intake.simulator.patient import Patient, everything, load_patients
from tests.intake.simulator.report import dialogue, mistakes, table
from tests.intake.simulator.score import FIGURES, Result, score, total

PATIENTS = load_patients()


def result(assistant: Perfect) -> Result:
    return score(assistant.patient, assistant.hold().turns, TODAY)


def patient(name: str) -> Patient:
    return next(one for one in PATIENTS if one.id == name)


@pytest.mark.parametrize("who", PATIENTS, ids=lambda one: one.id)
def test_the_perfect_assistant_makes_no_mistake(who: Patient) -> None:
    one = result(Perfect(who))
    assert not one.mistakes, dialogue(one)
    assert all(turn.needed for turn in one.turns)


def test_there_are_enough_patients_and_each_behaviour_is_there() -> None:
    assert len(PATIENTS) >= 72
    done = {act.do for one in PATIENTS for _, act in everything(one.opening, one.at, one.says)}
    assert done >= {"question", "why", "dunno", "skip", "back", "repeat", "smalltalk", "nonsense", "empty", "correct", "contradict", "edit", "stop", "resume",
                    "cancel", "refuse", "urgent", "bad", "again", "old", "own", "record"}


def test_the_perfect_assistant_reaches_every_figure() -> None:
    results = [result(Perfect(one)) for one in PATIENTS]
    assert all(figure.reached(total(results)) for figure in FIGURES), table(results)
    assert "not reached" not in table(results)


class Deaf(Perfect):
    """Asks everything, whatever was told."""

    def advance(self) -> str:
        self.told = {slot for slot in self.told if slot in self.asked}
        self.asked.add(self.slot)
        return super().advance()

    asked: "set[str]" = set()


def test_who_asks_what_was_told_has_asked_again() -> None:
    assistant = Deaf(patient("opening_vegan_since_easter"))
    assistant.asked = set()
    one = result(assistant)
    assert {mistake.what.split()[0] for mistake in one.mistakes if mistake.figure == "asked_again"} == {
        "symptoms", "body_parts", "duration", "severity", "diet"}
    assert one.score.turns.part == one.score.turns.whole + 5


class Mute(Perfect):
    """Says nothing once the intake is running."""

    def say(self, text: str) -> List[Message]:
        return [] if self.conversation.turns else super().say(text)


def test_who_says_nothing_is_not_waited_for_without_end() -> None:
    one = result(Mute(patient("plain_builder")))
    assert one.score.empty.part == len(one.turns) - 1
    assert not one.score.completed.part


def test_every_mistake_in_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("""patients:
  - {id: a, says: {sypmtoms: x}}
  - {id: b, ends: none, at: {diet: [{do: urgent, say: help}]}, symptoms: {present: [tingle]}}
  - {id: c, says: {symptoms: cramps}, record: {}}
""", encoding="utf-8")
    with pytest.raises(DataError) as found:
        load_patients(tmp_path)
    text = str(found.value)
    assert all(part in text for part in ("sypmtoms is nothing that can be asked", "urgent needs reason", "says nothing about body_parts"))


def test_a_mistake_is_shown_with_its_turn() -> None:
    class Silent(Perfect):
        def summary(self, record: Any = None) -> Any:
            return {**super().summary(), "severity": 3}
    one = result(Silent(patient("plain_builder")))
    assert mistakes([one]) == ["plain_builder: [slots] severity should be 6, is 3"]
    assert "!!! [slots] severity should be 6, is 3" in dialogue(one)


class Door(BaseHTTPRequestHandler):
    """Answers the message with itself; "refuse" with a status, "nonsense" with no JSON."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        content = b"<html>" if body["message"] == "nonsense" else json.dumps([{"text": body["message"], "recipient_id": body["sender"]}]).encode()
        self.send_response(429 if body["message"] == "refuse" else 200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Not a word."""


def test_what_is_refused_or_no_json_is_an_empty_turn() -> None:
    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        say = over_http(f"http://127.0.0.1:{server.server_port}")
        first, second = say("hello"), say("again")
        assert (first[0]["text"], second[0]["recipient_id"]) == ("hello", first[0]["recipient_id"])
        assert say("refuse") == say("nonsense") == []
    finally:
        server.shutdown()
        server.server_close()

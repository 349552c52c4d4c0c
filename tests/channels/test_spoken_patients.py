"""The simulated patients of the intake, on the telephone: what they say arrives without capitals and marks, buttons are keys, and offers to go on are taken."""
import asyncio
import re
from datetime import date
from typing import Any, Dict, List

import pytest

from bot.channels.speaking import Line
from bot.understanding.classifier import Classifier
from bot.voice.keys import asks_number
from bot.voice.session import Session
from tests.channels.rasas import Brain
from tests.intake.simulator.contract import Message
from tests.intake.simulator.conversation import Conversation, Say
from tests.intake.simulator.patient import load_patients
from tests.intake.simulator.report import mistakes, table
from tests.intake.simulator.score import score, total

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]
COMPLETED = 0.95
_EVERY = 2  # of the patients, so that the test stays short


def dictated(text: str) -> str:
    """As a recogniser writes it down."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s'/-]", " ", text.lower())).strip()


def on_the_phone(classifier: Classifier) -> Say:
    """A call of its own."""
    line = Line("twilio_voice", Brain(classifier))
    session = Session("call")

    async def turn(text: str) -> List[Message]:
        keys = {button["payload"]: str(number) for number, button in enumerate(session.buttons, start=1)}
        if asks_number(session.asked):
            keys = {button["payload"]: button["title"] for button in session.buttons if button["title"].isdigit()}
        if text in keys:
            await line.press(session, keys[text])
        elif text.startswith("/"):  # a button from further up: there is no key for it any more
            return [{"text": "", "custom": dict(custom), "buttons": list(session.buttons)} for custom in session.customs]
        elif text.strip():
            await line.hear(session, dictated(text))
        else:
            line.silence(session)
        said: List[Dict[str, Any]] = [dict(custom) for custom in session.customs]
        for _ in range(9):
            if not (session.offering and session.script.due):
                break
            await line.hear(session, "yes")  # "Shall I go on?"
        return [{"text": session.spoken, "custom": custom, "buttons": list(session.buttons)} for custom in said]
    return lambda text: asyncio.run(turn(text))


def test_an_intake_by_voice_is_completed(classifier: Classifier) -> None:
    patients = [patient for patient in load_patients() if patient.ends == "done"][::_EVERY]
    results = [score(patient, Conversation(patient, on_the_phone(classifier)).hold(), date.today()) for patient in patients]
    told = "\n".join(["", table(results), "", *mistakes(results, "completed")])
    print(told)
    assert len(results) >= 30
    assert total(results).completed.value() >= COMPLETED, told

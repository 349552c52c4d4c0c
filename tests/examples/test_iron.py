"""The second article: trained by itself, running by itself, asked what people ask of it."""
import os
import subprocess
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence

import pytest

from bot import settings
from bot.assistant import Assistant
from tests.client import Client

ARTICLE = {"ARTICLE": "examples/iron"}
MOST_SECONDS = 150  # of training, on a machine that does other things as well; by itself about thirty

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def iron(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant with the iron article, on a free port."""
    started = time.monotonic()
    trained = subprocess.run([settings.PYTHON, "-m", "bot.training"], cwd=settings.ROOT, env={**settings.environment(), **ARTICLE}, check=True, capture_output=True,
                             text=True, timeout=280)
    assert time.monotonic() - started < MOST_SECONDS
    model = settings.ROOT / trained.stdout.split()[-1]
    assistant = Assistant(model, settings.free_port(), "127.0.0.1", tmp_path_factory.mktemp("iron"), ARTICLE)
    assistant.start()
    yield assistant
    assistant.stop()


def answer(topic: str, *items: str, **more: Any) -> Dict[str, Any]:
    return {"type": "answer", "topic": topic, **({"items": list(items)} if items else {}), **more}


NOT_NAMED = {"type": "decline", "reason": "not_in_article"}
PLANTS = ("pulses", "greens", "dried_fruit", "fortified")


@pytest.mark.parametrize(("texts", "expected"), [
    (["which symptoms are there?"], [answer("symptom", sources=["oxygen", "signs", "doctor"])]),
    (["why does low iron make people tired?"], [answer("mechanism")]),
    (["what does iron do in the body?"], [answer("overview", sources=["overview", "oxygen"])]),
    (["is spinach a good source?"], [answer("food", "spinach")]),
    (["is spinach a good source?", "and lentils?"], [answer("food", "lentils")]),
    (["is there iron in chocolate?"], [NOT_NAMED]),
    (["which sources are there other than meat?"], [answer("food", "seafood", *PLANTS)]),
    (["what can vegans eat?"], [answer("food", *PLANTS)]),
    (["how fast do tablets work?"], [answer("treatment", "iron_tablets", aspect="speed", sources=["compared"])]),
    (["how fast do tablets work?", "and a drip?"], [answer("treatment", "iron_drip", aspect="speed")]),
    (["how fast do tablets work?", "and a drip?", "compare them"], [answer("comparison", "iron_tablets", "iron_drip")]),
    (["what are the treatments?", "what about the second one?"], [answer("treatment", "iron_tablets")]),
    (["does vitamin c help with the uptake?"], [answer("treatment", "iron_diet", "iron_tablets", aspect="absorption", sources=["food"])]),
    (["what is ferritin?"], [answer("test", "ferritin_test")]),
    (["which test comes first?"], [answer("test", "blood_count")]),
    (["can heavy periods cause it?"], [answer("cause", sources=["causes"])]),
    (["what causes it and how do they test for it?"], [answer("cause"), answer("test")]),
    (["can tingling feet come from low iron?"], [NOT_NAMED]),
    (["how many mg of iron a day?"], [NOT_NAMED]),
    (["should i stop my tablets?"], [{"type": "decline", "reason": "personal_advice"}]),
    (["who won the world cup?"], [{"type": "decline", "reason": "out_of_scope"}]),
    (["crushing chest pain and my left arm hurts"], [{"type": "urgent", "reason": "chest_pain"}]),
    (["i'm always tired and my nails break"], [answer("symptom", "fatigue", "brittle_nails"), {"type": "intake", "status": "offered"}]),
    (["when should one see a doctor?"], [answer("see-doctor")]),
], ids=lambda value: " / ".join(map(str, value)) if isinstance(value, list) and isinstance(value[0], str) else "")
def test_it_answers_from_its_article(iron: Assistant, texts: Sequence[str], expected: List[Dict[str, Any]]) -> None:
    client = Client(iron.url)
    said = [client.say(text) for text in texts][-1]
    assert [{key: one[key] for key in wanted} for one, wanted in zip(said, expected, strict=True)] == expected


def test_it_leads_through_its_own_questions_to_a_summary(iron: Assistant) -> None:
    client = Client(iron.url)
    turns = [client.say(text) for text in ("check my symptoms, i am very tired and pale", "yes", "3 weeks", "7", "vegan", "ferritin was low", "no")]
    assert [turn[-1]["slot"] for turn in turns] == ["consent", "duration", "severity", "diet", "tests", "notes", None]
    record = client.say("all correct")[-1]
    assert record == {
        "type": "summary", "symptoms": {"present": ["fatigue", "pale_skin"], "absent": [], "unsure": []}, "other_symptoms": [], "duration": "P3W", "severity": 7,
        "diet": "vegan", "tests": {"ferritin_test": "low"}, "notes": None, "skipped": [], "urgent": [],
        "discuss": {"mechanisms": ["less_oxygen", "empty_stores"], "tests": ["blood_count"], "treatments": ["iron_diet", "iron_tablets"]}}


@pytest.mark.parametrize("text", ["hello", "who are you?", "what can you do?", "thanks", "parlez-vous français ?", "xkcd qwrtz", "is there iron in tofu?",
                                  "say that in simpler words", "what is kept about me?", "i feel dizzy"])
def test_it_never_speaks_of_the_other_article(iron: Assistant, text: str) -> None:
    said = " ".join(message["text"] for message in Client(iron.url).messages(text))
    assert not {"B12", "b12", "muscle", "myelin"} & set(said.replace(".", " ").split())


def test_a_folder_without_an_article_is_refused(tmp_path: Path) -> None:
    environment = {**os.environ, "ARTICLE": str(tmp_path), "PORT": str(settings.free_port())}
    done = subprocess.run([settings.PYTHON, "-m", "bot.run"], cwd=settings.ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "ARTICLE has to be a folder that holds an article" in done.stderr

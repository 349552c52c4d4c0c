"""What a recogniser writes down, right or wrong, is understood."""
import asyncio
from typing import Any, Dict, List

import pytest
from ruamel.yaml import YAML

from bot import settings
from bot.channels.speaking import Line
from bot.evaluation.conversation import Conversation
from bot.render.breath import LONGEST, seconds
from bot.render.wording import load_voice
from bot.understanding.classifier import Classifier
from bot.voice.session import Session
from tests.channels.rasas import Brain
from tests.voice.espeak import needs_espeak, spoken_seconds

pytestmark = pytest.mark.model
CASES: Dict[str, List[Dict[str, str]]] = YAML(typ="safe", pure=True).load((settings.ROOT / "tests" / "voice" / "spoken.yml").read_text(encoding="utf-8"))
TRANSCRIPTS: Dict[str, str] = YAML(typ="safe", pure=True).load((settings.ROOT / "tests" / "voice" / "transcripts.yml").read_text(encoding="utf-8"))
CASES["recognised"] = [{**case, "say": TRANSCRIPTS[case["say"]]} for case in CASES["asked"]]
RIGHT = {"asked": 0.95, "misheard": 0.85, "recognised": 0.85}


def is_right(case: Dict[str, str], custom: Dict[str, Any]) -> bool:
    if "decline" in case:
        return bool(custom.get("reason") == case["decline"])
    return bool(custom.get("topic") == case["topic"] and ("item" not in case or case["item"] in custom.get("items", ())))


@pytest.mark.parametrize("kind", list(RIGHT))
def test_spoken_questions_are_answered_right(classifier: Classifier, kind: str) -> None:
    customs = [(case, Conversation(classifier).turn(case["say"])[0].custom) for case in CASES[kind]]
    wrong = [f"{case['say']}: {custom}" for case, custom in customs if not is_right(case, custom)]
    print(f"{kind}: {len(customs) - len(wrong)} of {len(customs)} right", *wrong, sep="\n")
    assert len(wrong) <= (1 - RIGHT[kind]) * len(customs), "\n".join(wrong)


@needs_espeak
def test_no_turn_is_longer_than_eight_seconds_before_an_offer(classifier: Classifier) -> None:
    """With everything heard that is offered after it."""
    async def everything_said() -> List[str]:
        said = []
        for number, case in enumerate(CASES["asked"] + CASES["misheard"]):
            line = Line("voice", Brain(classifier))
            session = Session(str(number))
            for text in (case["say"], "yes", "yes", "more"):
                said.append((await line.hear(session, text)).speech)
        return said
    offers = load_voice().offers
    turns = {speech.removesuffix(offers.more).removesuffix(offers.go_on).removesuffix(offers.close).strip() for speech in asyncio.run(everything_said())}
    assert max(map(seconds, turns)) <= LONGEST
    assert max(spoken_seconds(speech) for speech in sorted(turns, key=seconds)[-30:]) <= LONGEST

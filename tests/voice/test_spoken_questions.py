"""What a recogniser writes down, right or wrong, is understood."""
import asyncio
import os
import subprocess
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

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
from tests.voice.espeak import needs_espeak, needs_flite, spoken_seconds
from tests.voice.recogniser import Recogniser, arpa, speak

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
    assert_right(classifier, [(case, case["say"]) for case in CASES[kind]], RIGHT[kind])


_TOO_NARROW = "pocketsphinx's model is one of 16 kHz: half of a telephone's sounds are foreign to it. A recogniser for telephones is Whisper's test below"
_TOO_FLAT = "espeak-ng's voice is made of formants, pocketsphinx's model of people"


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("engine", "telephone"), [
    pytest.param("flite", False, marks=needs_flite),
    pytest.param("flite", True, marks=[needs_flite, pytest.mark.soak, pytest.mark.xfail(strict=True, reason=_TOO_NARROW)]),
    pytest.param("espeak-ng", False, marks=[needs_espeak, pytest.mark.soak, pytest.mark.xfail(strict=True, reason=_TOO_FLAT)]),
    pytest.param("espeak-ng", True, marks=[needs_espeak, pytest.mark.soak, pytest.mark.xfail(strict=True, reason=_TOO_NARROW)])])
def test_questions_asked_aloud_are_answered_right(classifier: Classifier, tmp_path: Path, engine: str, telephone: bool) -> None:
    """Spoken by a synthesiser, written down by pocketsphinx with the project's own grammar."""
    recogniser = Recogniser(tmp_path)
    heard = [(case, recogniser.hear(speak(case["say"], engine, telephone=telephone))) for case in CASES["asked"]]
    assert_right(classifier, heard, 0.85)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@pytest.mark.skipif("WHISPER_PYTHON" not in os.environ, reason="set WHISPER_PYTHON to a Python with what tests/voice/record.py asks for, 300 MB")
def test_questions_asked_by_telephone_are_answered_right(classifier: Classifier) -> None:
    """Spoken by flite in the telephone's band, written down by Whisper: what transcripts.yml keeps, heard anew."""
    command = [os.environ["WHISPER_PYTHON"], str(settings.ROOT / "tests" / "voice" / "record.py")]
    heard: Dict[str, str] = YAML(typ="safe", pure=True).load(subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=1_700).stdout.decode())
    assert_right(classifier, [(case, heard[case["say"]]) for case in CASES["asked"]], 0.85)


def test_the_grammar_says_how_likely_words_follow_each_other() -> None:
    lines = arpa([["which", "foods"], ["which", "foods"], ["which", "fish"]]).splitlines()
    chances = {words: 10 ** float(line.split()[0]) for line in lines for words in [" ".join(line.split()[1:4]).rstrip("-.0123456789 ")] if line[:1] == "-"}
    assert {"ngram 1=5", "ngram 2=5", "ngram 3=4"} <= set(lines)
    assert 1 > chances["<s> which foods"] > chances["<s> which fish"] > 0
    assert sum(chances[word] for word in ("which", "foods", "fish", "</s>", "<s>")) == pytest.approx(1, abs=1e-3)


def assert_right(classifier: Classifier, heard: Sequence[Tuple[Dict[str, str], str]], least: float) -> None:
    customs = [(case, text, Conversation(classifier).turn(text)[0].custom) for case, text in heard]
    wrong = [f"{case['say']}: {text}: {custom}" for case, text, custom in customs if not is_right(case, custom)]
    print(f"{len(customs) - len(wrong)} of {len(customs)} right", *wrong, sep="\n")
    assert len(wrong) <= (1 - least) * len(customs), "\n".join(wrong)


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

"""What a recogniser writes down, right or wrong, is understood."""
from typing import Any, Dict, List

import pytest
from ruamel.yaml import YAML

from bot import settings
from bot.evaluation.conversation import Conversation
from bot.understanding.classifier import Classifier

pytestmark = pytest.mark.model
CASES: Dict[str, List[Dict[str, str]]] = YAML(typ="safe", pure=True).load((settings.ROOT / "tests" / "voice" / "spoken.yml").read_text(encoding="utf-8"))
RIGHT = {"asked": 0.95, "misheard": 0.85}


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

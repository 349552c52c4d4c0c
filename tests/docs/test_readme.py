"""The ten things that the README says can be said are said, and answered as it promises."""
import re
from typing import Dict, List, Tuple

import pytest

from bot.settings import ROOT
from tests.client import Client

README = (ROOT / "README.md").read_text(encoding="utf-8")
# The first words of each line -> for each of its messages what is said, of these: topics of answers, reasons of declines, where an intake stands.
ANSWERED: Dict[str, List[Tuple[str, ...]]] = {
    "which symptoms": [("symptom",)], "why does low": [("mechanism",)], "what is myelin": [("mechanism",)], "are clams": [("food",)],
    "how fast": [("treatment",), ("treatment",), ("comparison",)], "my b12": [("test",)], "what causes": [("cause", "test")],
    "shorter please": [("food",), ("food",)], "should i": [("personal_advice",)], "check my": [("asking",)],
}
LINES = re.findall(r"^- (.+)$", README[README.index("## Ten things to say"):README.index("## Where people meet it")], re.M)


def test_there_are_ten() -> None:
    assert len(LINES) == len(ANSWERED) == 10


@pytest.mark.server
@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:20])
def test_it_is_answered(line: str, client: Client) -> None:
    expected = next(said for start, said in ANSWERED.items() if line.startswith(start))
    if line.startswith("shorter"):
        client.say("which foods have b12?")  # something that can be made shorter
    for message, wanted in zip(re.sub(r" \(.*\)$", "", line).split(" — "), expected, strict=True):
        said = [custom.get("topic") or custom.get("reason") or custom.get("status") for custom in client.say(message)]
        assert tuple(said) == wanted, message

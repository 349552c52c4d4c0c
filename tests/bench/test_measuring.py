"""What the benchmark asks and sets, without starting anything."""
import pytest

from bot import settings
from bot.bench import projects
from bot.bench.measure import AROUND, EARLY, LATE
from bot.bench.questions import ANSWERS


def test_the_limit_can_be_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MESSAGES_PER_MINUTE", raising=False)
    assert settings.messages_per_minute() == 60
    monkeypatch.setenv("MESSAGES_PER_MINUTE", "1000000")
    assert settings.messages_per_minute() == 1_000_000


@pytest.mark.parametrize("given", ["", "0", "-1", "many", "1000001", "²"])
def test_a_limit_that_is_no_number_is_one_sentence(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("MESSAGES_PER_MINUTE", given)
    with pytest.raises(settings.SettingError, match=r"^MESSAGES_PER_MINUTE has to be a number from 1 to 1000000, not '.*'\.$"):
        settings.messages_per_minute()


def test_the_floor_understands_every_question() -> None:
    assert "- b12" in projects.floor()["data/nlu.yml"]
    assert not [text for text in ANSWERS if "b12" not in text.split()]


def test_the_long_conversation_asks_the_same_at_both_ends() -> None:
    assert (LATE - EARLY) % (2 * AROUND + 1) == 0

"""What the benchmark asks and sets, without starting anything."""
from dataclasses import replace
from itertools import islice

import pytest

from bot import settings
from bot.bench import projects
from bot.bench.measure import AROUND, EARLY, LATE
from bot.bench.models import Training, epoch_seconds
from bot.bench.questions import ANSWERS, KINDS, TURNS, conversations, new_words


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
    assert not [text for text in (*ANSWERS, *islice(new_words(), 4_200)) if "b12" not in text.split()]


def test_nobody_says_what_another_one_has_said() -> None:
    said = [text for number in range(9) for text in islice(new_words(number), 230)]
    assert len(set(said)) == 9 * 230
    assert len(set(islice(new_words(), 4_200))) == 4_200


@pytest.mark.parametrize("kind", KINDS)
def test_a_conversation_has_ten_messages(kind: str) -> None:
    assert [len(texts) for texts in islice(conversations(kind, 3), 4)] == [TURNS] * 4


def test_the_time_of_an_epoch_is_read_from_the_log() -> None:
    log = ("Epochs:  50%|##| 1/2 [00:40<00:40, 40.0s/it]\rEpochs: 100%|####| 2/2 [01:10<00:00, 30.0s/it, t_loss=5]\rEpochs: 100%|####| 2/2 [01:10<00:00, "
           "31.5s/it, t_loss=5]\nFinished training component 'DIETClassifier'.\nEpochs: 100%|##| 2/2 [00:00<00:00,  4.00it/s, acc=1]\n"
           "Finished training component 'TEDPolicy'.\nFinished training component 'RulePolicy'.")
    assert epoch_seconds(log) == 31.75


def test_a_training_cut_short_tells_of_both_times() -> None:
    few = Training("m", 100.0, "now", 0.0, 0, epochs=2, all_epochs=100, epoch_s=30.0)
    assert few.figures() == {"train_s": 3_040.0, "train_is": "reckoned from 2 of 100 epochs", "train_measured_s": 100.0}
    assert replace(few, epochs=100).figures() == {"train_s": 100.0, "train_is": "measured"}


def test_the_long_conversation_asks_the_same_at_both_ends() -> None:
    assert (LATE - EARLY) % (2 * AROUND + 1) == 0

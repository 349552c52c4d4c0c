"""What is counted of turns, and that nothing else gets into a label."""
import asyncio
import time
from typing import Any, Dict, List

import pytest
from prometheus_client.parser import text_string_to_metric_families
from rasa.core.channels.channel import UserMessage

from bot import metrics
from bot.answers.replies import load_replies
from bot.channels.guard import Guard
from bot.storage.outcome import current

Message = Dict[str, Any]


def value(name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(name, labels) or 0.0


def say(*customs: Message) -> Any:
    async def rasa(message: UserMessage) -> None:
        for custom in customs:
            await message.output_channel.send_response(message.sender_id, {"text": "…", "custom": custom})
    return rasa


async def hang(message: UserMessage) -> None:
    await asyncio.sleep(60)


async def fail(message: UserMessage) -> None:
    raise ValueError("my feet tingle")


DECLINE = {"type": "decline", "reason": "out_of_scope"}


@pytest.mark.parametrize(("rasa", "outcome", "reason"), [
    (say({"type": "answer"}), "answer", ""), (say({"type": "urgent", "reason": "breathing"}, {"type": "intake"}), "urgent", ""),
    (say({"type": "intake"}), "intake", ""), (say({"type": "answer"}, DECLINE), "answer", "out_of_scope"), (say(DECLINE), "decline", "out_of_scope"),
    (say({"type": "my feet tingle"}), "other", ""), (say({"type": ["a"]}), "other", ""), (say({"type": "decline", "reason": "my feet"}), "decline", "other"),
    (say(), "decline", "unavailable"),
])
def test_a_turn_is_counted_by_what_was_said(rasa: Any, outcome: str, reason: str) -> None:
    def counted() -> List[float]:
        return [value("assistant_turns_total", channel="rest", outcome=outcome), value("assistant_turn_seconds_count", channel="rest"),
                value("assistant_declines_total", reason=reason)]
    before = counted()
    asyncio.run(Guard("rest", rasa).turn("a", "hi"))
    assert [after - earlier for after, earlier in zip(counted(), before, strict=True)] == [1, 1, 1 if reason else 0]


@pytest.mark.parametrize(("rasa", "kind"), [(hang, "timeout"), (fail, "error"), (say(), "silent")])
def test_a_failure_is_counted_by_its_kind(rasa: Any, kind: str) -> None:
    before = value("assistant_failures_total", kind=kind)
    asyncio.run(Guard("rest", rasa, seconds=0.05).turn("a", "hi"))
    assert value("assistant_failures_total", kind=kind) == before + 1


def test_a_sender_over_the_limit_is_counted() -> None:
    async def talk() -> None:
        guard = Guard("rest", say({"type": "answer"}), rate="1/minute")
        await guard.turn("a", "hi")
        await guard.turn("a", "hi")
    before = value("assistant_rate_limited_total", limit="sender"), value("assistant_declines_total", reason="busy")
    asyncio.run(talk())
    assert (value("assistant_rate_limited_total", limit="sender"), value("assistant_declines_total", reason="busy")) == (before[0] + 1, before[1] + 1)


def test_labels_are_of_a_known_few() -> None:
    for text in ("my feet tingle", "", "rest\n", "\ud800"):
        metrics.turn(text, [{"custom": {"type": text, "reason": text}}], 0.1)
        metrics.failed(text)
        metrics.limited(text)
        metrics.request(text, 200)
    written = metrics.text().decode()
    assert "tingle" not in written
    found = {value for family in text_string_to_metric_families(written) for sample in family.samples for value in sample.labels.values()}
    assert found <= {*metrics.CHANNELS, *metrics.DOORS, *metrics.OUTCOMES, *metrics.REASONS, *metrics.FAILURES, *metrics.LIMITS, "other",
                     *(f"{number}xx" for number in range(1, 6)), "0", "1", "2", *(sample for sample in found if sample.replace(".", "").isdigit()), "+Inf"}


def test_every_reason_of_the_contract_has_a_label() -> None:
    assert set(load_replies().declines.reasons) == metrics.REASONS


def test_counting_a_turn_costs_less_than_a_tenth_of_a_millisecond() -> None:
    messages = [{"custom": {"type": "answer"}}, {"custom": DECLINE}]
    began = time.process_time()
    for _ in range(2_000):
        metrics.turn("rest", messages, 0.02)
    assert (time.process_time() - began) / 2_000 < 0.0001


def test_an_unsaved_turn_is_said_and_nothing_else() -> None:
    async def unsaved(message: UserMessage) -> None:
        await say({"type": "answer"})(message)
        current().unsaved = True
    before = value("assistant_turns_total", channel="web", outcome="answer")
    asyncio.run(Guard("web", unsaved).turn("a", "hi"))
    assert value("assistant_turns_total", channel="web", outcome="answer") == before + 1

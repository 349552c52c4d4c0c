"""How many requests are too many, and for whom."""
from typing import List, Optional

import pytest
import time_machine

from bot.channels.limiter import PER_ADDRESS, REFUSALS, SESSIONS, Limiter
from bot.channels.rates import Rate

FAR, HERE = "203.0.113.9", "127.0.0.1"
WEBHOOK, SESSION = "/webhooks/rest/webhook", "/webhooks/web/session"


def refusals(limiter: Limiter, count: int, door: str = "rest", address: str = FAR, path: str = WEBHOOK) -> List[str]:
    answers = [limiter.busy(address, door, "POST", path) for _ in range(count)]
    return [answer.limit for answer in answers if answer]


@pytest.mark.parametrize(("per_address", "address", "door", "path", "admitted", "limit"), [
    (None, FAR, "rest", WEBHOOK, PER_ADDRESS, "address"),
    (None, FAR, "summary", "/summary/<name>", PER_ADDRESS, "address"),
    (None, FAR, "none", "none", PER_ADDRESS, "address"),
    (None, FAR, "web", SESSION, SESSIONS, "sessions"),
    (None, HERE, "rest", WEBHOOK, None, ""),  # as the contract has it
    (None, HERE, "web", SESSION, None, ""),
    (5, HERE, "rest", WEBHOOK, 5, "address"),
    (5, HERE, "web", SESSION, 5, "address"),
    (None, FAR, "slack", "/webhooks/slack/webhook", None, ""),  # Slack speaks for everybody
    (None, FAR, "healthz", "/healthz", None, ""),
])
def test_the_limit_of_an_address(per_address: Optional[int], address: str, door: str, path: str, admitted: Optional[int], limit: str) -> None:
    tried = PER_ADDRESS + (10 if limit != "sessions" else 0)  # those that are refused as sessions count for the address as well
    found = refusals(Limiter(per_address), tried, door, address, path)
    assert found == ([] if admitted is None else [limit] * (tried - admitted))


@pytest.mark.parametrize("door", ["slack", "telegram", "twilio_voice", "alexa", "voice", "web"])
@pytest.mark.parametrize("status", [401, 403])
def test_who_is_refused_again_and_again_is_not_heard_any_more(door: str, status: int) -> None:
    limiter = Limiter()
    for _ in range(REFUSALS):
        assert limiter.busy(FAR, door, "POST", WEBHOOK) is None
        limiter.note(FAR, status)
    busy = limiter.busy(FAR, door, "POST", WEBHOOK)
    assert busy
    assert busy.limit == "refusals"
    assert 0 < busy.seconds <= 60
    assert limiter.busy("203.0.113.10", door, "POST", WEBHOOK) is None


def test_a_minute_later_it_is_heard_again() -> None:
    with time_machine.travel(1_800_000_000, tick=False) as now:
        limiter = Limiter(2)
        assert refusals(limiter, 3) == ["address"]
        now.shift(61)
        assert refusals(limiter, 1) == []


def test_the_seconds_are_those_until_the_next_is_admitted() -> None:
    with time_machine.travel(1_800_000_000, tick=False) as now:
        rate = Rate("2/minute")
        assert rate.admits("a")
        now.shift(20)
        assert rate.admits("a")
        assert not rate.admits("a")
        assert rate.seconds("a") == 40
        assert not rate.is_open("a")
        assert rate.is_open("b")
        now.shift(41)
        assert rate.admits("a")


def test_the_memory_of_a_rate_is_bounded() -> None:
    rate = Rate("5/minute", most=100)
    for number in range(1_000):
        assert rate.admits(str(number))
    assert len(rate._times) <= 100

"""What is counted, for Prometheus: turns, declines, failures, time. No ids, no words; every label is one of a known few."""
import os
from typing import Any, Collection, Mapping, Sequence, Set

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, GCCollector, Histogram, ProcessCollector, disable_created_metrics, generate_latest

TYPE = CONTENT_TYPE_LATEST
CHANNELS: Set[str] = set()  # those that have a guard, each with a door of its name
DOORS = frozenset({"healthz", "readyz", "metrics", "summary", "data", "fhir", "schemas", "root"})
OUTCOMES = frozenset({"answer", "intake", "summary", "decline", "urgent", "smalltalk", "data"})
REASONS = frozenset({"out_of_scope", "not_in_article", "personal_advice", "language", "empty", "too_long", "not_understood", "busy", "unavailable"})
FAILURES = frozenset({"timeout", "error", "silent", "unsaved", "undeleted", "unread", "action_server", "storage", "delivery", "inbox", "request"})
LIMITS = frozenset({"sender", "address", "sessions", "refusals", "crowd"})
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

disable_created_metrics()  # type: ignore[no-untyped-call]
registry = CollectorRegistry()
ProcessCollector(registry=registry)
GCCollector(registry=registry)
_turns = Counter("assistant_turns", "Turns answered, by the first thing said.", ("channel", "outcome"), registry=registry)
_declines = Counter("assistant_declines", "Declines said, by reason.", ("reason",), registry=registry)
_seconds = Histogram("assistant_turn_seconds", "Time from a message to its answer.", ("channel",), buckets=_SECONDS, registry=registry)
_failures = Counter("assistant_failures", "What went wrong on our side, by kind.", ("kind",), registry=registry)
_limited = Counter("assistant_rate_limited", "Messages and requests over a limit, by limit.", ("limit",), registry=registry)
_requests = Counter("assistant_requests", "HTTP requests, by door and class of status.", ("door", "status"), registry=registry)


def knows(channel: str) -> None:
    """There is a channel of this name."""
    CHANNELS.add(channel)


def turn(channel: str, messages: Sequence[Mapping[str, Any]], seconds: float) -> None:
    """A turn was answered with `messages`."""
    channel = _known(channel, CHANNELS)
    customs = [message.get("custom") or {} for message in messages]
    _turns.labels(channel, _known(customs[0].get("type") if customs else None, OUTCOMES)).inc()
    _seconds.labels(channel).observe(seconds)
    for custom in customs:
        if custom.get("type") == "decline":
            _declines.labels(_known(custom.get("reason"), REASONS)).inc()


def failed(kind: str) -> None:
    _failures.labels(_known(kind, FAILURES)).inc()


def limited(limit: str) -> None:
    _limited.labels(_known(limit, LIMITS)).inc()


def request(door: str, status: int) -> None:
    _requests.labels(_known(door, DOORS | CHANNELS), f"{status // 100}xx").inc()


def text() -> bytes:
    """Everything counted by this process since it started."""
    return bytes(generate_latest(registry))


def token() -> str:
    """METRICS_TOKEN: what a caller from elsewhere has to show to read them; empty when only this machine may."""
    return os.environ.get("METRICS_TOKEN", "").strip()


def _known(value: Any, values: Collection[str]) -> str:
    return value if isinstance(value, str) and value in values else "other"

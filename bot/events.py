"""What is worth a line in the log, by name; what is a failure of ours is counted too. Ids, kinds and counts only, never what a person said.

An `error` is the name of an exception's type: its text may repeat what somebody wrote.
"""
import logging
from typing import Optional

from bot import logs, metrics

logger = logging.getLogger(logs.OURS)

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def request_answered(method: str, route: str, status: int, seconds: float, *, quiet: bool = False) -> None:
    """`route` is the pattern of the address, never the address itself, which may hold a token."""
    method = method if method in _METHODS else "other"
    _log(logging.DEBUG if quiet else logging.INFO, "request", method=method, route=route, status=status, ms=round(seconds * 1000))


def request_failed(error: str) -> None:
    metrics.failed("request")
    _log(logging.ERROR, "request_failed", error=error)


def rate_limited(limit: str, door: str) -> None:
    metrics.limited(limit)
    _log(logging.WARNING, "rate_limited", limit=limit, door=door)


def turn_timed_out(channel: str) -> None:
    metrics.failed("timeout")
    _log(logging.ERROR, "turn_timed_out", channel=channel)


def turn_failed(channel: str, error: str) -> None:
    metrics.failed("error")
    _log(logging.ERROR, "turn_failed", channel=channel, error=error)


def turn_was_silent(channel: str) -> None:
    metrics.failed("silent")
    _log(logging.ERROR, "turn_was_silent", channel=channel)


def action_failed(error: str) -> None:
    metrics.failed("action_server")
    _log(logging.ERROR, "action_failed", error=error)


def action_refused() -> None:
    _log(logging.WARNING, "action_refused")


def action_run(status: int, seconds: float) -> None:
    _log(logging.DEBUG, "action_run", status=status, ms=round(seconds * 1000))


def door_closed(channel: str, missing: str) -> None:
    _log(logging.INFO, "door_closed", channel=channel, missing=missing)


def door_kept_closed(channel: str, why: str) -> None:
    """Though its settings are there."""
    _log(logging.ERROR, "door_closed", channel=channel, why=why)


def history_not_read(error: str) -> None:
    metrics.failed("unread")
    _log(logging.ERROR, "history_not_read", error=error)


def inbox_in_memory(file: str, error: str) -> None:
    """What is under way would be lost if this process were killed."""
    metrics.failed("inbox")
    _log(logging.ERROR, "inbox_in_memory", file=file, error=error)


def inbox_failed(channel: str, error: str) -> None:
    metrics.failed("inbox")
    _log(logging.ERROR, "inbox_failed", channel=channel, error=error)


def inbox_taken_up(channel: str, waiting: int) -> None:
    _log(logging.INFO, "inbox_taken_up", channel=channel, waiting=waiting)


def inbox_left(channel: str, waiting: int) -> None:
    """Answered at the next start."""
    _log(logging.WARNING, "inbox_left", channel=channel, waiting=waiting)


def inbox_not_shared(channel: str, error: str) -> None:
    """Kept in a file until the database is back."""
    metrics.failed("inbox")
    _log(logging.WARNING, "inbox_not_shared", channel=channel, error=error)


def warm_up_failed(error: str) -> None:
    """The first turn will be slow, if it succeeds."""
    metrics.failed("error")
    _log(logging.ERROR, "warm_up_failed", error=error)


def work_taken_over(channel: str) -> None:
    """By another process."""
    _log(logging.WARNING, "work_taken_over", channel=channel)


def work_failed(channel: str, error: str) -> None:
    metrics.failed("error")
    _log(logging.ERROR, "work_failed", channel=channel, error=error)


def call_refused(channel: str, method: Optional[str], reason: str) -> None:
    metrics.failed("delivery")
    _log(logging.WARNING, "call_refused", channel=channel, method=method, reason=reason)


def call_given_up(channel: str, method: Optional[str], reason: str, *, once: bool) -> None:
    """`once`: it was worth a single try only."""
    if not once:
        metrics.failed("delivery")
    _log(logging.INFO if once else logging.ERROR, "call_given_up", channel=channel, method=method, reason=reason)


def answer_refused(channel: str, reason: str) -> None:
    """By a platform that asked us and could not use what we said."""
    metrics.failed("delivery")
    _log(logging.WARNING, "answer_refused", channel=channel, reason=reason)


def call_skipped(channel: str, method: str, reason: str) -> None:
    _log(logging.INFO, "call_skipped", channel=channel, method=method, reason=reason)


def summary_file_failed(channel: str, error: str) -> None:
    metrics.failed("error")
    _log(logging.ERROR, "summary_file_failed", channel=channel, error=error)


def telegram_set_up(webhook: str) -> None:
    _log(logging.INFO, "telegram_set_up", webhook=webhook)


def telegram_set_up_refused(method: str, reason: str) -> None:
    _log(logging.ERROR, "telegram_set_up_refused", method=method, reason=reason, see="docs/channels/telegram.md")


def telegram_unreachable(reason: str, wait: float) -> None:
    _log(logging.WARNING, "telegram_unreachable", reason=reason, again_in_s=round(wait))


def conversation_not_read(error: str) -> None:
    metrics.failed("storage")
    _log(logging.ERROR, "conversation_not_read", error=error)


def conversation_has_gone_on_elsewhere() -> None:
    _log(logging.WARNING, "conversation_has_gone_on_elsewhere")


def conversation_not_stored(error: str, count: int) -> None:
    metrics.failed("unsaved")
    _log(logging.ERROR, "conversation_not_stored", error=error, events=count)


def conversation_starts_anew(aside: int) -> None:
    metrics.failed("storage")
    _log(logging.ERROR, "conversation_starts_anew", events_set_aside=aside)


def conversation_not_deleted(error: str) -> None:
    metrics.failed("undeleted")
    _log(logging.ERROR, "conversation_not_deleted", error=error)


def lock_in_this_process_only(error: str) -> None:
    metrics.failed("storage")
    _log(logging.ERROR, "lock_in_this_process_only", error=error)


def housekeeping_failed(error: str) -> None:
    metrics.failed("storage")
    _log(logging.WARNING, "housekeeping_failed", error=error)


def conversations_purged(count: int) -> None:
    _log(logging.INFO, "conversations_purged", count=count)


def purge_waits(why: str) -> None:
    """The clock has jumped: the purge goes on in a day, or by `python -m bot.storage purge --force`."""
    _log(logging.WARNING, "purge_waits", why=why, see="docs/privacy.md")


def deleted_rows_not_overwritten_yet() -> None:
    _log(logging.WARNING, "deleted_rows_not_overwritten_yet")


def _log(level: int, event: str, **fields: object) -> None:
    if logger.isEnabledFor(level):
        logger.log(level, "%s", logs.logfmt({"event": event, **fields}))

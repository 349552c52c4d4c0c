"""Logs that never hold what a person wrote.

Rasa and its libraries print messages, trackers and slots at many levels and in many places. So what may be printed is listed, not what
may not: our own loggers, which log ids and counts only, and a few of start-up. Of every other record only the place, the level
and the type of its exception are printed.
"""
import logging
import re
import warnings
from typing import Any

# Loggers whose messages are known to hold nothing of a person's: ours, and those that only speak at start and stop.
_TRUSTED = re.compile(
    r"^(bot|actions|rasa\.core\.run|rasa\.core\.agent|rasa\.server|rasa\.model|rasa\.engine\.training|sanic\.root|rasa_sdk\.endpoint)(\.|$)")


class WithoutWords(logging.Filter):
    """Replaces the message of every record that is not trusted by where it came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.exc_info = record.exc_text = record.stack_info = None
        if not _TRUSTED.match(record.name):
            record.msg = f"{record.name} {record.funcName}:{record.lineno} (message withheld)"
            record.args = ()
        if kind:
            record.msg = f"{record.msg} [{kind}]"
        return True


class _Handler(logging.StreamHandler):  # type: ignore[type-arg]
    """The one handler of the process."""


def install(level: int = logging.INFO) -> None:
    """Make every log of this process go through WithoutWords, once; warnings too, since Rasa warns with people's words."""
    root = logging.getLogger()
    if any(isinstance(handler, _Handler) for handler in root.handlers):
        return
    handler = _Handler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(WithoutWords())
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in list(logging.root.manager.loggerDict):
        other = logging.getLogger(name)
        other.handlers.clear()
        other.propagate = True
    warnings.showwarning = _show_warning  # type: ignore[assignment]


def _show_warning(message: Any, category: type, filename: str, lineno: int, *_: Any) -> None:
    logging.getLogger("warnings").warning("%s at %s:%s", category.__name__, filename, lineno)

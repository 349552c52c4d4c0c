"""Logs that never hold what a person wrote: one line of key=value for each thing that happened.

Rasa and its libraries print messages, trackers and slots at many levels and in many places. So what may be printed is listed, not what
may not: our own events (bot/events.py), which hold ids, kinds and counts only, and a few loggers of start-up. Of every other record only
the place, the level and the type of its exception are printed.
"""
import logging
import re
import sys
import threading
import time
import traceback
import warnings
from typing import Any, Mapping, Optional

from bot import request_id, settings

OURS = "bot"
_PLAIN = re.compile(r"[\w.:/@+-]+")
# Loggers whose messages are known to hold nothing of a person's, nor an address with a token: they speak at start and stop only.
_TRUSTED = re.compile(r"^(bot|actions|rasa\.core\.run|rasa\.core\.agent|rasa\.server|rasa\.model|rasa\.engine\.training)(\.|$)")


def logfmt(fields: Mapping[str, object]) -> str:
    """`key=value key="another value"`: on one line, whatever the values are."""
    return " ".join(f"{key}={_value(str(value))}" for key, value in fields.items())


def _value(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in escaped) + '"'


class WithoutWords(logging.Filter):
    """Replaces the message of every record that is not trusted by where it came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.exc_info = record.exc_text = record.stack_info = None
        if not _TRUSTED.match(record.name):
            record.msg = logfmt({"event": "withheld", "where": f"{record.name}:{record.funcName}:{record.lineno}"})
            record.args = ()
        elif not record.getMessage().startswith("event="):
            record.msg, record.args = logfmt({"event": "said", "by": record.name, "text": record.getMessage()}), ()
        if kind:
            record.msg, record.args = f"{record.getMessage()} error={kind}", ()
        return True


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03d}Z"
        request = request_id.current()
        return f"at={at} level={record.levelname.lower()}{f' request={request}' if request else ''} {record.getMessage()}"


class _Handler(logging.StreamHandler):  # type: ignore[type-arg]
    """The one handler of the process."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.setLevel(level)


def handler(level: int = logging.NOTSET) -> logging.Handler:
    """To standard error, as lines without words."""
    made = _Handler(level)
    made.setFormatter(_Line())
    made.addFilter(WithoutWords())
    return made


def install() -> None:
    """Make every log of this process go through WithoutWords, once; warnings too, since Rasa warns with people's words."""
    root = logging.getLogger()
    if any(isinstance(one, _Handler) for one in root.handlers):
        return
    root.handlers[:] = [handler()]
    root.setLevel(settings.log_level())
    logging.lastResort = handler(logging.WARNING)  # for loggers that are kept from the root's
    take_over()
    warnings.showwarning = _show_warning  # type: ignore[assignment]
    sys.excepthook = lambda kind, error, _: _show_error(kind, error)  # Python's own tells what the exception says
    threading.excepthook = lambda thrown: _show_error(thrown.exc_type, thrown.exc_value)


def take_over() -> None:
    """No logger has handlers of its own. Rasa gives some to Sanic's, or keeps them from the root's, after the doors are made."""
    for name in list(logging.root.manager.loggerDict):
        other = logging.getLogger(name)
        other.handlers.clear()
        other.propagate = True


def _show_error(kind: type, error: Optional[BaseException]) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    at = traceback.extract_tb(error.__traceback__)[-1:] if error else []
    logging.getLogger(OURS).critical("%s", logfmt({"event": "ended_by", "error": kind.__name__, "where": f"{at[0].filename}:{at[0].lineno}" if at else ""}))


def _show_warning(message: Any, category: type, filename: str, lineno: int, *_: Any) -> None:
    logging.getLogger("warnings").warning("%s at %s:%s", category.__name__, filename, lineno)

"""The id of the request that is being answered: in every line of the log, in the answer's header, and told to the action server."""
import re
import secrets
from contextvars import ContextVar
from typing import Optional

HEADER = "x-request-id"
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def begin(given: Optional[str] = None) -> str:
    """Take up the id that a caller has given, or a new one where it is none to put into a log; what runs from here on goes by it."""
    id_ = given if isinstance(given, str) and _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
    _current.set(id_)
    return id_


def current() -> str:
    """The id of the request under way; empty outside of one."""
    return _current.get()

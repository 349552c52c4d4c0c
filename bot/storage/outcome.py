"""What became of a turn's words, told to the guard. Rasa's own wrapper around a store swallows errors, so they cannot tell it."""
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Optional


@dataclass
class Outcome:
    """`unsaved`: the turn is answered, but not stored. `conflict`: it was not stored, since another process has answered this person
    meanwhile: it is to be repeated. `undeleted`: the person was told that all is deleted, and it is not. `said_before`: the turn was taken before,
    with this answer, and is not taken again."""

    unsaved: bool = False
    conflict: bool = False
    undeleted: bool = False
    said_before: Optional[List[Dict[str, Any]]] = None


_current: ContextVar[Optional[Outcome]] = ContextVar("outcome", default=None)


@contextmanager
def watched() -> Iterator[Outcome]:
    """The outcome of the turn that is taken inside the block, in this task or one it starts."""
    outcome = Outcome()
    token = _current.set(outcome)
    try:
        yield outcome
    finally:
        _current.reset(token)


def current() -> Outcome:
    """That of the present turn; one that nobody looks at outside of turns."""
    return _current.get() or Outcome()

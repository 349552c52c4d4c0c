"""Telling a button that is pressed twice in haste from one that is pressed again."""
import hashlib
from typing import Tuple

SECONDS = 10  # within which a second press of the same button is the same press


def keys(at: float, *what: str) -> Tuple[str, str]:
    """For an inbox: the keys of a press `at` a time (seconds). Whoever presses the same within SECONDS shares one of them, after twice as long none."""
    name = hashlib.sha256("\n".join(what).encode("utf-8", "replace")).hexdigest()
    span = int(at // SECONDS)
    return f"pressed:{name}:{span}", f"pressed:{name}:{span + 1}"

"""Waiting for what comes about by itself."""
import time
from typing import Callable


def eventually(check: Callable[[], bool], seconds: float = 30) -> None:
    """Return as soon as it holds; fail when it does not within so many seconds."""
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.2)

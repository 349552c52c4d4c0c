"""Doors that are open only when the environment says how to guard them."""
import os
from typing import Dict, Optional

from sanic import Blueprint

from bot import events

SHORTEST_SECRET = 16  # characters; a shorter one can be guessed


def opened(channel: str, *names: str) -> Optional[Dict[str, str]]:
    """The settings of a channel, or None and a line in the log when one of them is absent."""
    given = {name: os.environ.get(name, "").strip() for name in names}
    absent = [name for name, value in given.items() if not value]
    if absent:
        events.door_closed(channel, " and ".join(absent))
        return None
    return given


def closed(channel: str, why: str) -> None:
    """Say that a door stays closed though its settings are there."""
    events.door_kept_closed(channel, why)


def wall(channel: str) -> Blueprint:
    """A door that is not there: every address under it is a 404."""
    return Blueprint(f"{channel}_closed")

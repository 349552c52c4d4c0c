"""Doors that are open only when their settings are there."""
import logging
import os
from typing import Dict, Optional

logger = logging.getLogger(__name__)


def settings_of(channel: str, *names: str) -> Optional[Dict[str, str]]:
    """The values of the environment's `names`; None, and a line in the log, when one is missing: the door stays closed then."""
    values = {name: os.environ.get(name, "").strip() for name in names}
    missing = [name for name, value in values.items() if not value]
    if missing:
        logger.info("door_closed channel=%s: off, since %s is not set", channel, " and ".join(missing))
        return None
    return values

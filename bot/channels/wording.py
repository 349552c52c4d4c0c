"""What is said on chat platforms beside the answers, from data/replies/channels.yml."""
from functools import lru_cache
from typing import Dict

from bot.article.files import Strict, data, load


class Command(Strict):
    """`shown` in the menu; `says` is what it means in words."""

    shown: str
    says: str


class ChannelsFile(Strict):
    words_only: str
    words_only_beside: str
    old_button: str
    not_your_button: str
    go_private: str
    summary_file: str
    data_file: str
    commands: Dict[str, Command]


@lru_cache(maxsize=1)
def load_wording() -> ChannelsFile:
    """The project's own, read once per process. Raises DataError."""
    return load(data("replies", "channels.yml"), ChannelsFile)

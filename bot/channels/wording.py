"""What is said on chat platforms beside the answers, from data/replies/channels.yml."""
from typing import Dict

from bot.article.files import Strict, once


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
    no_file: str
    commands: Dict[str, Command]


load_wording = once(ChannelsFile, "replies", "channels.yml")

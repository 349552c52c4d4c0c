"""The wording of what is only said aloud (data/replies/voice.yml)."""
from typing import Dict, List

from bot.article import load_article
from bot.article.files import Strict, once


class Offers(Strict):
    more: str
    go_on: str
    next: str
    close: str
    choices: str
    keys: str
    key: str


class Sentences(Strict):
    greeting: str
    silence: List[str]
    farewell: str
    unsure: str
    again: str
    noise: str
    nothing_to_resume: str
    all_right: str
    nothing_before: str
    no_key: str
    slower: str
    faster: str
    hang_up: str
    goodbye: str


class VoiceFile(Strict):
    instead: Dict[str, str]
    offers: Offers
    said: Sentences


load_voice = once(VoiceFile, "replies", "voice.yml", filling=lambda: load_article().about.filling())

"""Which answer a sentence gives to a question of your own (bot/intake/slots.py)."""
from typing import Sequence

from bot.intake.parsed import NOTHING, Parsed
from bot.intake.slots import own_questions
from bot.intake.tokens import Token, tokenize


def parse_own(slot: str, tokens: Sequence[Token], *, asked: bool) -> Parsed:
    """The value of the choice whose words are in the sentence, of several the one with the longest; only where the question is `asked`."""
    if not asked:
        return NOTHING
    said = f" {_plain(tokens)} "
    found = {choice.value: max((len(phrase) for text in (choice.title, *choice.said) for phrase in [_plain(tokenize(text))] if f" {phrase} " in said), default=0)
             for choice in own_questions()[slot].choices}
    longest = max(found.values())
    values = [value for value, length in found.items() if length == longest]
    if not longest:
        return NOTHING
    return Parsed(values[0]) if len(values) == 1 else Parsed(problem="which")


def _plain(tokens: Sequence[Token]) -> str:
    return " ".join(token.word for token in tokens if not token.mark)

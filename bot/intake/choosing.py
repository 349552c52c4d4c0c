"""Words by which people choose, add and take back, from data/language/intake/choosing.yml."""
from functools import lru_cache
from typing import Dict, FrozenSet, Iterator, List, Sequence, Tuple

from bot.answers.wording import contains
from bot.article.files import Strict, once
from bot.intake.parts import load_parts
from bot.intake.tokens import Token, segments
from bot.language.asides import without_exclamations
from bot.language.words import split_words

_NEAR = 3  # words between a refusal and what is refused
_AROUND = 5  # words that may be taken out by the words around them
_DOERS, _MAY = frozenset(("i", "we", "they", "you", "he", "she")), ("can", "could", "would", "will")


class ChoosingFile(Strict):
    earlier: List[str]
    later: List[str]
    beside_choice: List[str]
    adding: List[str]
    removing: List[str]
    removing_around: List[Tuple[str, str]]
    pointing: List[str]
    righting: List[str]
    openers: List[str]
    replacing: List[str]
    rights: List[str]
    progress: List[str]
    pleading: List[str]
    asking: List[str]
    requests: List[str]
    refusing: List[str]
    declined: List[str]
    weak: List[str]


load_choosing = once(ChoosingFile, "language", "intake", "choosing.yml")


@lru_cache(maxsize=1)
def _openers() -> Tuple[Tuple[str, ...], ...]:
    """The words that lead up to a correction, longest phrases first."""
    return tuple(sorted((tuple(opener.split()) for opener in load_choosing().openers), key=lambda words: -len(words)))


@lru_cache(maxsize=1)
def opening_words() -> FrozenSet[str]:
    """Every word that may lead up to a correction."""
    return frozenset(word for opener in _openers() for word in opener)


def begins(tokens: Sequence[Token], phrases: Sequence[str]) -> bool:
    """Whether the sentence begins, after "ugh" or "hello", with one of the phrases."""
    sentence = f"{' '.join(without_exclamations([token.word for token in tokens if not token.mark]))} "
    return any(sentence.startswith(f"{phrase} ") for phrase in phrases)


def without_openers(tokens: Sequence[Token]) -> Tuple[Token, ...]:
    """The sentence without the words that lead up to a correction; the whole where nothing else is said."""
    rest = list(tokens)
    found = True
    while found:
        found = False
        opener = next((words for words in _openers() if tuple(token.word for token in rest[:len(words)]) == words), ())
        if opener:
            rest, found = rest[len(opener):], True
        while opener and rest and rest[0].mark and rest[0].word not in "-+":
            rest = rest[1:]
    return tuple(rest) if any(not token.mark for token in rest) else tuple(tokens)


def refuses(tokens: Sequence[Token]) -> bool:
    """Whether somebody wants none of the questions: "I do not want your symptom check", "cancel the symptom check"."""
    return any(_refuses([token.word for token in part if not token.mark]) and not begins(part, load_choosing().asking) for part in segments(tokens))


@lru_cache(maxsize=1)
def _refusable() -> Dict[str, Tuple[Tuple[str, ...], ...]]:
    """What can be refused, by its first word."""
    phrases = [tuple(phrase.split()) for phrase in (*load_choosing().requests, *load_choosing().declined)]
    return {word: tuple(phrase for phrase in phrases if phrase[0] == word) for word in {phrase[0] for phrase in phrases}}


def _refuses(words: Sequence[str]) -> bool:
    for start in range(1, len(words)):
        for phrase in _refusable().get(words[start], ()):
            if tuple(words[start:start + len(phrase)]) == phrase:
                before = [f" {' '.join(words[:start - gap])}" for gap in range(_NEAR + 1)]
                if words[start - 1] == "not" or any(said.endswith(f" {refusal}") for said in before for refusal in load_choosing().refusing):
                    return True
    return False


def speaks_of_others(text: str) -> bool:
    """Whether somebody else is spoken of: a mother, a friend."""
    return contains(split_words(text), load_parts().others)


def says(tokens: Sequence[Token], phrases: Sequence[str]) -> bool:
    """Whether one of the phrases stands in the sentence, as whole words."""
    return contains([token.word for token in tokens if not token.mark], phrases)


def taken_out(tokens: Sequence[Token]) -> Iterator[Tuple[Token, ...]]:
    """What somebody asks to take out: "the headache" of "take the headache out". Not "I take the dog out", nor "it takes it out of me"."""
    for part in segments(tokens):
        said = [token for token in part if not token.mark]
        words = [token.word for token in said]
        for verb, particle in load_choosing().removing_around:
            for start, word in enumerate(words):
                if word != verb or (words[max(0, start - 1)] in _DOERS and words[max(0, start - 2)] not in _MAY):
                    continue
                end = next((place for place in range(start + 2, min(len(words), start + 2 + _AROUND)) if words[place] == particle), 0)
                if end and words[end + 1:end + 3] != ["of", "me"]:
                    yield tuple(said[start + 1:end])

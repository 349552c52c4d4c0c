"""From what a person typed to plain lower-case words that the rest can rely on."""
import re
import unicodedata
from functools import lru_cache
from typing import Dict, List, Pattern, Tuple

from bot.article import load_article
from bot.article.files import Strict, data, load

_WORD = re.compile(r"[^\W_]+(?:/(?:o|c)\b)?(?:'[^\W\d_]+)?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
_ENDINGS: Tuple[Tuple[str, str], ...] = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"), ("'d", " would"))
_LONGEST_WORD = 20  # characters of what is remembered, word by word
_S_IS = {"what", "how", "who", "where", "when", "why", "that", "it", "there", "he", "she", "here", "let"}


class AbbreviationsFile(Strict):
    words: Dict[str, str]


@lru_cache(maxsize=1)
def abbreviations() -> Dict[str, str]:
    """Shorthand and what it stands for, from data/language. Raises DataError."""
    return load(data("language", "abbreviations.yml"), AbbreviationsFile).words


@lru_cache(maxsize=1)
def nutrient() -> Tuple[str, Pattern[str]]:
    """What the article speaks of as one word, and the ways in which people write it. Raises DataError."""
    about = load_article().about
    return about.nutrient, re.compile(about.written or rf"\b{about.nutrient}\b")


def split_words(text: str) -> List[str]:
    """The words of `text`, lower-case, contractions and chat shorthand written out, the article's nutrient as one word, no punctuation."""
    return list(_split_word(text)) if len(text) <= _LONGEST_WORD and " " not in text else _split(text)


@lru_cache(maxsize=20_000)
def _split_word(word: str) -> Tuple[str, ...]:
    return tuple(_split(word))


def _split(text: str) -> List[str]:
    text = _TAG.sub(" ", text) if "<" in text else text
    lowered = (text if text.isascii() else unicodedata.normalize("NFKC", text).replace("’", "'")).lower().replace("`", "'")
    name, written = nutrient()
    lowered = written.sub(name, _LONG_RUN.sub(r"\1\1", lowered))
    found: List[str] = []
    for word in _WORD.findall(lowered):
        found.extend(written_out(word).split())
    return found


@lru_cache(maxsize=20_000)
def written_out(word: str) -> str:
    """A lower-case word without contraction or shorthand, possibly as several words: `don't` -> `do not`."""
    short = abbreviations()
    if word in short:
        return short[word]
    if word == "can't":
        return "cannot"
    if word == "won't":
        return "will not"
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            return word[: -len(ending)] + full
    stem, quote, rest = word.partition("'")
    if quote and rest == "s":
        return f"{stem} is" if stem in _S_IS else stem
    return word.replace("'", "")


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """A crude singular, the same for both sides of a comparison: `injections` -> `injection`, `anaemia` stays."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word

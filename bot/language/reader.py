"""Reads one sentence: its words, mended and plain, and the things it mentions."""
from collections import Counter
from dataclasses import dataclass
from typing import Iterable, List, Mapping, Sequence, Tuple

from bot.language.mentions import Lexicon, Mention, masked
from bot.language.sounds import SoundIndex
from bot.language.spelling import Speller
from bot.language.words import split_words

_OFTEN = 4


@dataclass(frozen=True)
class Read:
    """`words` are the mended words, `raw` those typed, `mentions` refer to positions in `words`."""

    text: str
    raw: Tuple[str, ...]
    words: Tuple[str, ...]
    mentions: Tuple[Mention, ...]

    @property
    def sentence(self) -> str:
        """The mended words as one string, for the sentence encoder."""
        return " ".join(self.words)

    @property
    def masked(self) -> str:
        """The words with mentions replaced by their kinds, for the n-grams."""
        return " ".join(masked(self.words, self.mentions))


class Reader:
    """Reads sentences with the article's names and the words of the training examples."""

    def __init__(self, lexicon: Lexicon, counts: Mapping[str, int], english: Iterable[str]) -> None:
        english_words = frozenset(english)
        # A rare word that is neither English nor a name is somebody's slip in the examples, not a word to correct to.
        known = Counter({word: count for word, count in counts.items() if count >= _OFTEN or word in english_words})
        known.update({word: 1 for word in sorted(lexicon.words) if word.isalpha()})
        self._lexicon = lexicon
        self._speller = Speller(known, english_words, lexicon.listed_words)
        self._sounds = SoundIndex(lexicon.listed_words, frozenset(known) | english_words, english_words)
        self.counts = dict(counts)

    def read(self, text: str) -> Read:
        """Never raises; an empty text has no words."""
        raw = split_words(text)
        heard = self._sounds.mend(raw)
        mended = self._speller.mend(heard)
        words = mended if mended == heard else self._sounds.mend(mended)
        return Read(text, tuple(raw), tuple(words), tuple(self._lexicon.find(words)))

    def mend(self, words: Sequence[str]) -> List[str]:
        """The words with misspellings corrected, one for one."""
        return self._speller.mend(words)

    def unknown(self, read: Read) -> List[str]:
        """Words that are neither English nor ours, even after mending."""
        return [word for word in read.words if not self._speller.knows(word)]


def count_words(texts: Iterable[str]) -> "Counter[str]":
    """How often each word occurs in the texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(split_words(text))
    return counts

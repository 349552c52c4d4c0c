"""N-grams of words and of letters with their weights (tf-idf), as sparse features."""
from collections import Counter
from math import log
from typing import Any, Callable, Dict, Iterator, List, Mapping, Sequence, Tuple

import numpy as np
from scipy import sparse

Cut = Callable[[str], Iterator[str]]
Array = np.ndarray[Any, Any]


def word_ngrams(text: str) -> Iterator[str]:
    """Words and pairs of neighbours, split at spaces."""
    words = text.split()
    yield from words
    yield from (f"{first} {second}" for first, second in zip(words, words[1:], strict=False))


def letter_ngrams(text: str) -> Iterator[str]:
    """Two to four letters in a row, within words with a space at both ends."""
    for word in text.split():
        padded = f" {word} "
        for length in (2, 3, 4):
            if length > len(padded):
                break
            yield from (padded[start:start + length] for start in range(len(padded) - length + 1))


class Ngrams:
    """The n-grams that `cut` makes, those in at least `least` texts; each text's features have length `weight`."""

    def __init__(self, cut: Cut, *, least: int, weight: float) -> None:
        self._cut, self._least, self._weight = cut, least, weight
        self.vocabulary: Dict[str, int] = {}
        self.idf: Array = np.zeros(0, dtype=np.float32)

    def __len__(self) -> int:
        return len(self.vocabulary)

    def fit(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Learn the n-grams of the texts; their features, (texts, n-grams)."""
        counted = Counter(ngram for text in texts for ngram in set(self._cut(text)))
        kept = sorted(ngram for ngram, count in counted.items() if count >= self._least)
        self.vocabulary = {ngram: number for number, ngram in enumerate(kept)}
        self.idf = np.array([log((1 + len(texts)) / (1 + counted[ngram])) + 1 for ngram in kept], dtype=np.float32)
        rows: List[Tuple[Array, Array]] = [self.features(text) for text in texts]
        ends = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
        return sparse.csr_matrix(
            (np.concatenate([values for _, values in rows]), np.concatenate([numbers for numbers, _ in rows]), ends), shape=(len(texts), len(kept)))

    def features(self, text: str) -> Tuple[Array, Array]:
        """(numbers of the n-grams, their values) of one text: 1 + log of the count, by rarity, to length `weight`."""
        counts = Counter(number for number in map(self.vocabulary.get, self._cut(text)) if number is not None)
        numbers = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.idf[numbers]
        length = float(np.sqrt(values @ values)) or 1.0
        return numbers, values * np.float32(self._weight / length)

    def load(self, vocabulary: Mapping[str, int], idf: Array) -> None:
        """What `fit` learnt, from `vocabulary` and `idf`."""
        self.vocabulary, self.idf = dict(vocabulary), idf.astype(np.float32)

"""One multinomial logistic regression over sparse n-grams and a sentence embedding, its confidence tempered by distance."""
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import numpy as np
from scipy import sparse

from bot.language.nearest import MOST, Near, Nearest
from bot.language.ngrams import Ngrams, letter_ngrams, word_ngrams
from bot.language.softmax import fit_softmax

# Weights of the three kinds of features, and the shares of probability and nearness in the confidence.
WORDS, CHARACTERS, MEANING = 1.2, 0.9, 2.2
ALPHA = 0.5
REGULARIZATION = 4.0


@dataclass(frozen=True)
class Prediction:
    """`labels` with their `probabilities`, best first; `near`: the nearest examples, nearest first.

    `certainty` is the probability that counts for the best one: its own, or that of all labels it stands for.
    """

    labels: Tuple[str, ...]
    probabilities: Tuple[float, ...]
    near: Tuple[Near, ...] = field(repr=False, compare=False)
    certainty: float

    @property
    def nearness(self) -> float:
        """The cosine to the nearest example."""
        return self.near[0][0]

    @property
    def confidence(self) -> float:
        """p^a * cos^(1-a), from 0 to 1: low where the classifier wavers and where no example is near."""
        return float(self.certainty ** ALPHA * max(self.nearness, 0.0) ** (1 - ALPHA))

    def share(self, wanted: Callable[[str], bool]) -> float:
        """The probability that the label is one of those wanted."""
        return sum(probability for label, probability in zip(self.labels, self.probabilities, strict=True) if wanted(label))

    def first(self, wanted: Callable[[str], bool]) -> "Prediction":
        """The same, with the labels that are wanted first; their whole share is what counts."""
        sought: List[Tuple[str, float]] = []
        others: List[Tuple[str, float]] = []
        for pair in zip(self.labels, self.probabilities, strict=True):
            (sought if wanted(pair[0]) else others).append(pair)
        labels, probabilities = zip(*sought, *others, strict=True)
        return Prediction(labels, probabilities, self.near, sum(p for _, p in sought))

    def without(self, unwanted: Callable[[str], bool]) -> "Prediction":
        """The same, as if the labels that are not wanted did not exist."""
        kept = [(label, p) for label, p in zip(self.labels, self.probabilities, strict=True) if not unwanted(label)]
        total = sum(p for _, p in kept) or 1.0
        return Prediction(tuple(label for label, _ in kept), tuple(p / total for _, p in kept), self.near, kept[0][1] / total)

    def and_of(self, other: "Prediction") -> "Prediction":
        """What both predictions of one model agree on: the geometric mean of their probabilities."""
        theirs = dict(zip(other.labels, other.probabilities, strict=True))
        both = {label: (p * theirs[label]) ** 0.5 for label, p in zip(self.labels, self.probabilities, strict=True)}
        total = sum(both.values())
        labels = tuple(sorted(both, key=lambda label: -both[label]))
        probabilities = tuple(both[label] / total for label in labels)
        cosines = {number: cosine for cosine, number in sorted((*self.near, *other.near))}  # of each example the higher one
        near = sorted(((cosine, number) for number, cosine in cosines.items()), key=lambda pair: (-pair[0], pair[1]))
        return Prediction(labels, probabilities, tuple(near[:MOST]), probabilities[0])

    def of(self, group: Callable[[str], str]) -> "Prediction":
        """The same, with the labels of the most likely group first.

        Ten labels that share a meaning split its probability among them; one that has a meaning to itself keeps it whole.
        """
        shares: Dict[str, float] = {}
        for label, probability in zip(self.labels, self.probabilities, strict=True):
            shares[group(label)] = shares.get(group(label), 0.0) + probability
        best = max(shares, key=lambda name: shares[name])
        return self.first(lambda label: group(label) == best)


class HybridModel:
    """Fit on (text for n-grams, embedding, label); predict some messages at a time."""

    def __init__(self) -> None:
        self._parts = (Ngrams(word_ngrams, least=1, weight=WORDS), Ngrams(letter_ngrams, least=2, weight=CHARACTERS))
        self.labels: List[str] = []
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)
        self._examples = np.zeros((0, 0), dtype=np.float32)
        self._nearest: Optional[Nearest] = None

    def fit(self, texts: Sequence[str], vectors: np.ndarray[Any, Any], labels: Sequence[str]) -> None:
        ngrams = sparse.hstack([part.fit(texts) for part in self._parts]).tocsr()
        names, numbers = np.unique(labels, return_inverse=True)
        self.labels = [str(name) for name in names]
        self._weights, self._bias = fit_softmax(ngrams, vectors * MEANING, numbers, len(self.labels), strength=REGULARIZATION)
        self._examples = vectors.astype(np.float32)
        self._nearest = Nearest(self._examples)

    def predict(self, texts: Sequence[str], vectors: np.ndarray[Any, Any]) -> List[Prediction]:
        """One prediction for each text and its embedding, (texts, dimensions)."""
        assert self._nearest is not None
        return [self._prediction(self._scores(text, vector), self._nearest.of(vector)) for text, vector in zip(texts, vectors, strict=True)]

    def _scores(self, text: str, vector: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        scores, offset = self._bias.copy(), 0
        for part in self._parts:
            numbers, values = part.features(text)
            scores += values @ self._weights[offset + numbers]
            offset += len(part)
        return np.asarray(scores + (vector * MEANING) @ self._weights[offset:])

    def _prediction(self, scores: np.ndarray[Any, Any], near: Sequence[Near]) -> Prediction:
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        order = np.argsort(-odds)
        return Prediction(tuple(self.labels[i] for i in order), tuple(odds[order].tolist()), tuple(near), float(odds.max()))

    def save(self, folder: Path) -> None:
        """Write the model as plain arrays and JSON, nothing that runs when read."""
        np.savez(folder / "weights.npz", weights=self._weights.astype(np.float16), bias=self._bias, examples=self._examples.astype(np.float16),
                 **{f"idf_{number}": part.idf for number, part in enumerate(self._parts)})
        (folder / "model.json").write_text(json.dumps({"labels": self.labels, "vocabularies": [part.vocabulary for part in self._parts]}))

    @classmethod
    def load(cls, folder: Path) -> "HybridModel":
        model = cls()
        described = json.loads((folder / "model.json").read_text())
        arrays = np.load(folder / "weights.npz", allow_pickle=False)
        model.labels = described["labels"]
        for number, (part, vocabulary) in enumerate(zip(model._parts, described["vocabularies"], strict=True)):
            part.load(vocabulary, arrays[f"idf_{number}"])
        model._weights = arrays["weights"].astype(np.float32)
        model._bias = arrays["bias"]
        model._examples = arrays["examples"].astype(np.float32)
        model._nearest = Nearest(model._examples)
        return model

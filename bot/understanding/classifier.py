"""Reads sentences and ranks the labels of the training data for them."""
import json
from pathlib import Path
from typing import List, Mapping, Sequence, Tuple

from bot.article import Article
from bot.language.embedding import SentenceEncoder
from bot.language.hybrid import HybridModel, Prediction
from bot.language.mentions import Lexicon
from bot.language.reader import Read, Reader, count_words


class Classifier:
    """Labels are `intent` or `intent/facet`, such as `ask_food/list`; see bot.language.hybrid for the method."""

    def __init__(self, reader: Reader, model: HybridModel, encoder: SentenceEncoder) -> None:
        self.reader, self._model, self._encoder = reader, model, encoder

    @classmethod
    def train(cls, examples: Sequence[Tuple[str, str]], article: Article, unlisted: Mapping[str, Sequence[str]],
              encoder: SentenceEncoder) -> "Classifier":
        """Fit on (text, label) pairs."""
        reader = _reader(count_words(text for text, _ in examples), article, unlisted, encoder)
        reads = [reader.read(text) for text, _ in examples]
        model = HybridModel()
        model.fit([read.masked for read in reads], encoder.encode([read.sentence for read in reads]), [label for _, label in examples])
        return cls(reader, model, encoder)

    def predict(self, reads: Sequence[Read]) -> List[Prediction]:
        """One prediction for each of `reads`, with one call of the encoder for all of them."""
        vectors = self._encoder.encode([read.sentence for read in reads])
        return [self._model.predict(read.masked, vector) for read, vector in zip(reads, vectors, strict=False)]

    def save(self, folder: Path) -> None:
        self._model.save(folder)
        (folder / "words.json").write_text(json.dumps(self.reader.counts), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, article: Article, unlisted: Mapping[str, Sequence[str]], encoder: SentenceEncoder) -> "Classifier":
        """What `save` wrote to `folder`. Raises OSError or ValueError when it is not there or not whole."""
        counts = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        return cls(_reader(counts, article, unlisted, encoder), HybridModel.load(folder), encoder)


def _reader(counts: Mapping[str, int], article: Article, unlisted: Mapping[str, Sequence[str]], encoder: SentenceEncoder) -> Reader:
    return Reader(Lexicon(article, unlisted), counts, encoder.english_words())

"""Reads sentences and ranks the labels of the training data for them."""
import json
from pathlib import Path
from typing import List, Mapping, Sequence, Tuple

from bot.article import Article
from bot.language.embedding import SentenceEncoder
from bot.language.hybrid import HybridModel, Prediction
from bot.language.lately import Lately
from bot.language.mentions import Lexicon, Mention
from bot.language.reader import Read, Reader, count_words

# How near, as a cosine, an example has to be for its things to be those of a sentence that names none.
ALIKE = 0.62
_REMEMBERED = 2_048  # predictions, 20 MB
FOREIGN = "language"  # the label of examples in other languages than English


class Classifier:
    """Labels are `intent` or `intent/facet`, such as `ask_food/list`; see bot.language.hybrid for the method.

    `named` holds for each example its label and the article's things it names, `foreign` words that only other languages' examples hold.
    """

    def __init__(self, reader: Reader, model: HybridModel, encoder: SentenceEncoder, named: Sequence[Tuple[str, Sequence[Tuple[str, str]]]],
                 foreign: Sequence[str]) -> None:
        self.reader, self._model, self._encoder, self._named = reader, model, encoder, named
        self._foreign = frozenset(foreign)
        self._lately: Lately[Prediction] = Lately(_REMEMBERED)

    @classmethod
    def train(cls, examples: Sequence[Tuple[str, str]], article: Article, unlisted: Mapping[str, Sequence[str]],
              encoder: SentenceEncoder) -> "Classifier":
        """Fit on (text, label) pairs."""
        reader = _reader(count_words(text for text, _ in examples), article, unlisted, encoder)
        reads = [reader.read(text) for text, _ in examples]
        labels = [label for _, label in examples]
        model = HybridModel()
        model.fit([read.masked for read in reads], encoder.encode([read.sentence for read in reads]), labels)
        own = count_words(text for text, label in examples if label != FOREIGN)
        foreign = sorted(set(count_words(text for text, label in examples if label == FOREIGN)) - set(own))
        named = [(label, [(m.kind, m.id) for m in read.mentions if m.listed]) for label, read in zip(labels, reads, strict=True)]
        return cls(reader, model, encoder, named, foreign)

    def predict(self, reads: Sequence[Read]) -> List[Prediction]:
        """One prediction for each of `reads`, remembered for a while."""
        return self._lately.of([read.sentence for read in reads], lambda places: self._predicted([reads[place] for place in places]))

    def _predicted(self, reads: Sequence[Read]) -> List[Prediction]:
        return self._model.predict([read.masked for read in reads], self._encoder.encode([read.sentence for read in reads]))

    def alike(self, prediction: Prediction, labels: Sequence[str], kinds: Sequence[str], near: float = ALIKE) -> List[Mention]:
        """The things of `kinds` that the nearest example of one of `labels` names: what somebody means who names them in words of their own.

        Empty when no example is near. The mentions have no place in the sentence (`start` and `end` are 0).
        """
        for cosine, number in prediction.near:
            if cosine < near:
                break
            found = [(kind, id_) for kind, id_ in self._named[number][1] if kind in kinds]
            if self._named[number][0] in labels and found:
                return [Mention(kind, id_, 0, 0) for kind, id_ in found]
        return []

    def foreign_share(self, read: Read) -> float:
        """Which part of the words is known from other languages, from 0 to 1."""
        return sum(word in self._foreign for word in read.raw) / max(1, len(read.raw))

    def strange_share(self, read: Read) -> float:
        """Which part of the words is neither English nor in any example of ours in English, from 0 to 1."""
        strange = [word for word in self.reader.unknown(read) if word not in self.reader.counts or word in self._foreign]
        return len(strange) / max(1, len(read.words))

    def save(self, folder: Path) -> None:
        self._model.save(folder)
        (folder / "words.json").write_text(json.dumps({"counts": self.reader.counts, "named": self._named, "foreign": sorted(self._foreign)}), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, article: Article, unlisted: Mapping[str, Sequence[str]], encoder: SentenceEncoder) -> "Classifier":
        """What `save` wrote to `folder`. Raises OSError or ValueError when it is not there or not whole."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        return cls(_reader(words["counts"], article, unlisted, encoder), HybridModel.load(folder), encoder, words["named"], words["foreign"])


def _reader(counts: Mapping[str, int], article: Article, unlisted: Mapping[str, Sequence[str]], encoder: SentenceEncoder) -> Reader:
    return Reader(Lexicon(article, unlisted), counts, encoder.english_words())

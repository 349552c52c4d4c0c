"""The story around a question, and the signs it tells of in words that are no name of them."""
from dataclasses import dataclass
from typing import List, Optional, Tuple

from bot.language.hybrid import Prediction
from bot.language.reader import Read
from bot.understanding.classifier import Classifier
from bot.understanding.parts import sentences

MOST_PARTS = 3  # questions answered in one turn
TELL = "tell_symptoms"  # its facets are the article's signs: `I bite everyone's head off` is `tell_symptoms/irritability`
_TELLS = 0.25  # share of these labels, above which a sentence of a story tells of a sign
_CLEAR = 0.5  # of that share, what the likeliest sign has to have
_NEAR_BACKGROUND = 240  # characters, shared by the questions: what "that" points at stands near
_MOST_SENTENCES = 4


@dataclass(frozen=True)
class Told:
    """The story that a question points at: `My feet have tingled ever since …` before `Is that a symptom?`."""

    read: Read
    prediction: Prediction
    parts: Tuple[str, ...]

    def signs(self, classifier: Classifier) -> List[str]:
        """The signs told of, those of the sentence that stands nearest to the question."""
        reads = [classifier.reader.read(part) for part in reversed(self.parts)]
        for read, prediction in zip(reads, classifier.predict(reads), strict=True):
            named = list(dict.fromkeys(mention.id for mention in read.mentions if mention.listed and mention.kind == "symptom"))
            sign = sign_in(prediction, least=_TELLS)
            if named or sign:
                return named or [sign]
        return []


def told_in(background: str, questions: int, classifier: Classifier) -> Optional[Told]:
    """What is told around so many questions; of a long story the end, which stands nearest to them.

    Where as many are asked as are answered at all, what stands around them is more questions, and no story.
    """
    if questions >= MOST_PARTS:
        return None
    near = background[-_NEAR_BACKGROUND // max(1, questions):]
    read = classifier.reader.read(near)
    if not read.words:
        return None
    return Told(read, classifier.predict([read])[0], tuple(sentences(near)[-_MOST_SENTENCES:]))


def sign_in(prediction: Prediction, *, least: float) -> str:
    """The sign that a sentence tells of in words of its own, or nothing; `least` is the share that telling of signs must have."""
    shares = [(label.partition("/")[2], p) for label, p in zip(prediction.labels, prediction.probabilities, strict=True) if label.startswith(f"{TELL}/")]
    total = prediction.share(lambda label: label.startswith(TELL))
    return shares[0][0] if shares and total >= least and shares[0][1] >= _CLEAR * sum(p for _, p in shares) else ""

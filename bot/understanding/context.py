"""What was said before, and what the next message takes over from it."""
from dataclasses import dataclass, replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, TypeVar

from bot.answers.answer import Choice
from bot.answers.choices import choices_of
from bot.answers.reading import Decline, Question, Reading
from bot.article import Article
from bot.language.mentions import Mention
from bot.understanding.cues import Cues

Item = TypeVar("Item")

# Which kinds of things each topic is about; of several readings of one name the topic's own wins.
KINDS: Mapping[str, Tuple[str, ...]] = {
    "food": ("food", "food_group"), "symptom": ("symptom",), "test": ("test",), "mechanism": ("mechanism",),
    "treatment": ("treatment",), "comparison": ("treatment",),
}
_SHORT = 5  # words; a question this short leaves out what it is about


@dataclass(frozen=True)
class Context:
    """`readings` of the last turn and `choices` offered in it; lately said `customs` (newest last) and answered `questions` (newest first).

    `clicked` is the payload of the button that was pressed for this message, if one was.
    """

    readings: Tuple[Reading, ...] = ()
    customs: Tuple[Mapping[str, Any], ...] = ()
    choices: Tuple[Choice, ...] = ()
    questions: Tuple[Question, ...] = ()
    clicked: Optional[str] = None

    @property
    def question(self) -> Optional[Question]:
        return self.questions[0] if self.questions else None

    @property
    def options(self) -> Tuple[Question, ...]:
        """What the person was asked to choose from in the last turn."""
        return next((reading.options for reading in self.readings if isinstance(reading, Decline)), ())

    @classmethod
    def asked_in(cls, turns: Sequence[Sequence[Reading]]) -> Tuple[Question, ...]:
        """The questions of some turns, newest first; of what was declined, what the article does say on it."""
        related = (reading.related if isinstance(reading, Decline) else reading for turn in turns for reading in reversed(turn))
        return tuple(question for question in related if isinstance(question, Question))

    def after(self, question: Question) -> "Context":
        """The context for the next part of the same message."""
        custom = {"type": "answer", "topic": question.topic, "items": list(question.items)}
        return replace(self, readings=(question,), customs=(custom,), questions=(question, *self.questions))

    def offered(self, article: Article) -> List[Question]:
        """The questions behind the buttons last shown."""
        return choices_of(self.choices, article)

    def listed(self, article: Article) -> List[str]:
        """The ids that the last answer set side by side, in its order; all of the topic where it spoke of the whole."""
        answers = [custom for custom in reversed(self.customs) if custom.get("type") == "answer"]
        # "And the last?" after "the second one" still counts in the list that both were picked from.
        custom = next((one for one in answers if len(one.get("items") or ()) != 1), answers[0] if answers else None)
        if custom is None:
            return []
        items = [str(item) for item in custom.get("items") or ()]
        return items if items else whole(str(custom.get("topic")), article)


def whole(topic: str, article: Article) -> List[str]:
    """The ids of all things that a topic is about, in the article's order."""
    named: Dict[str, Sequence[str]] = {
        "mechanism": list(article.mechanisms), "test": list(article.tests), "treatment": list(article.treatments),
        "food": list(article.food_groups), "comparison": [i for i, t in article.treatments.items() if t.aspects],
        "symptom": list(article.symptoms),
    }
    return list(named.get(topic, ()))


@dataclass(frozen=True)
class Pointing:
    """How a sentence points back: `core` is what is left of its words without the opening `and`, `what about`, `no, I meant`."""

    core: Tuple[str, ...]
    led: bool
    bare: bool
    pronoun: bool
    why: bool
    comparing: bool
    ordinal: Optional[Tuple[int, int]]

    @property
    def short(self) -> bool:
        return len(self.core) <= _SHORT


def pointing(words: Tuple[str, ...], mentions: Sequence[Mention], cues: Cues) -> Pointing:
    """What in `words` points at the previous answer. `bare`: nothing is said but names of things."""
    core, led = cues.without_lead(words)
    offset = len(words) - len(core)
    covered = {position for mention in mentions for position in range(mention.start, mention.end)}
    rest = [word for position, word in enumerate(core, start=offset) if position not in covered and word not in cues.fillers]
    sentence = " ".join(core)
    ordinal = cues.ordinal(core)
    return Pointing(
        core=core, led=led, bare=bool(covered) and not rest,
        pronoun=any(word in cues.pronouns for word in core),
        why=sentence in cues.whys or " ".join(words) in cues.whys,
        comparing=sentence in cues.comparing or " ".join(words) in cues.comparing,
        ordinal=ordinal if ordinal and not mentions else None,
    )


def pick(ids: Sequence[Item], ordinal: Tuple[int, int]) -> List[Item]:
    """Those meant by (position, count); empty where there are not so many."""
    position, count = ordinal
    start = position - 1 if position > 0 else len(ids) + position
    return list(ids[start:start + count]) if 0 <= start < len(ids) else []

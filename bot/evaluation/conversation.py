"""A conversation without Rasa: the same understanding and answers, for measuring and for tests."""
from datetime import date
from typing import Any, List, Mapping, Optional, Set

from bot.answers.answer import Said
from bot.answers.reading import Reading
from bot.answers.replies import load_replies
from bot.article import load_article
from bot.intake.hear import Listener
from bot.intake.questions import load_questions
from bot.intake.respond import respond
from bot.intake.state import State
from bot.understanding.classifier import Classifier
from bot.understanding.context import Context
from bot.understanding.intake import understand_turn

_TURNS = 5


class Conversation:
    """Says what the assistant would say; remembers what the tracker would remember."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._turns: List[List[Reading]] = []
        self._said: List[Said] = []
        self._customs: List[Mapping[str, Any]] = []
        self._offered: Set[str] = set()
        self._listener = Listener(load_article(), date.today(), classifier.reader.mend)
        self.confidence = 0.0
        self.state = State()

    @property
    def readings(self) -> List[Reading]:
        """What the last message was understood to say; empty before the first."""
        return list(self._turns[0]) if self._turns else []

    def turn(self, text: str) -> List[Said]:
        """What is said for `text`, in order."""
        clicked = text if text in self._offered else None
        readings, move, self.confidence = understand_turn(text, self.state, self._context(clicked), self._classifier, load_article(), self._listener)
        self._turns.insert(0, list(readings))
        self._said, self.state = respond(readings, move, self.state, load_article(), load_replies(), load_questions())
        self._offered.update(choice.payload for said in self._said for choice in said.choices)
        self._customs = [*self._customs[-3 * _TURNS:], *(said.custom for said in self._said)]
        return self._said

    def _context(self, clicked: Optional[str]) -> Context:
        return Context(
            readings=tuple(self._turns[0]) if self._turns else (), customs=tuple(self._customs),
            choices=tuple(choice for said in self._said for choice in said.choices), questions=Context.asked_in(self._turns[:_TURNS]), clicked=clicked)

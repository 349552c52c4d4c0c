"""A conversation without Rasa: the same understanding and answers, for measuring and for tests."""
from typing import Any, List, Mapping

from bot.answers.answer import Said
from bot.answers.reading import Reading
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.understanding.classifier import Classifier
from bot.understanding.context import Context
from bot.understanding.understand import understand

_TURNS = 5


class Conversation:
    """Says what the assistant would say; remembers what the tracker would remember."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._turns: List[List[Reading]] = []
        self._said: List[Said] = []
        self._customs: List[Mapping[str, Any]] = []
        self.confidence = 0.0

    @property
    def readings(self) -> List[Reading]:
        """What the last message was understood to say; empty before the first."""
        return list(self._turns[0]) if self._turns else []

    def turn(self, text: str) -> List[Said]:
        """What is said for `text`, in order."""
        readings, self.confidence = understand(text, self._context(), self._classifier, load_article())
        self._turns.insert(0, list(readings))
        self._said = say(readings, load_article(), load_replies())
        self._customs = [*self._customs[-3 * _TURNS:], *(said.custom for said in self._said)]
        return self._said

    def _context(self) -> Context:
        return Context(
            readings=tuple(self._turns[0]) if self._turns else (), customs=tuple(self._customs),
            choices=tuple(choice for said in self._said for choice in said.choices), questions=Context.asked_in(self._turns[:_TURNS]))

"""Whether a person allows that their questions are read to teach: only what is said plainly counts."""
import pytest

from bot.answers.payloads import LEARN, LEARN_NOT
from bot.answers.reading import Data
from bot.evaluation.conversation import Conversation
from bot.understanding.classifier import Classifier

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("text", "about"), [
    ("It's fine by me if you learn from what I've asked.", LEARN), ("You may use my questions to train yourself", LEARN),
    ("please feel free to train on this chat", LEARN),
    ("Please don't train on anything I wrote", LEARN_NOT), ("I'd rather you did not learn from my questions", LEARN_NOT),
    ("stop using my messages for training", LEARN_NOT),
])
def test_it_is_heard(classifier: Classifier, text: str, about: str) -> None:
    conversation = Conversation(classifier)
    conversation.turn(text)
    assert conversation.readings == [Data("none", about)]


@pytest.mark.parametrize("text", [
    "where can I learn more about B12", "does exercise training help", "can I use tablets", "what did you learn about me", "how long until they improve"])
def test_nothing_else_is_taken_for_it(classifier: Classifier, text: str) -> None:
    conversation = Conversation(classifier)
    conversation.turn(text)
    assert not [reading for reading in conversation.readings if isinstance(reading, Data) and reading.about in (LEARN, LEARN_NOT)]

"""A thing said as Rasa's message: text in the channel's dialect, buttons, the contract's custom object."""
from typing import Any, Callable, Dict

from bot.answers.answer import Said
from bot.article import Article
from bot.render import markdown, speech

MARKDOWN, SPEECH = "markdown", "speech"
_DIALECTS: Dict[str, Callable[[Said, Article], str]] = {MARKDOWN: markdown.render, SPEECH: speech.render}
_OF_CHANNEL = {"twilio_voice": SPEECH, "alexa": SPEECH, "voice": SPEECH}


def to_message(said: Said, article: Article, dialect: str = MARKDOWN) -> Dict[str, Any]:
    """Keys `text`, `custom` and, where there are any, `buttons`."""
    message: Dict[str, Any] = {"text": _DIALECTS[dialect](said, article), "custom": said.custom}
    if said.choices:
        message["buttons"] = [{"title": choice.title, "payload": choice.payload} for choice in said.choices]
    return message


def dialect_of(channel: str) -> str:
    """The dialect in which a channel, by its Rasa name, is spoken to."""
    return _OF_CHANNEL.get(channel, MARKDOWN)

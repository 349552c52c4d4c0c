"""A thing said as Rasa's message: Markdown text, buttons, the contract's custom object."""
from typing import Any, Dict

from bot.answers.answer import Said
from bot.article import Article
from bot.render import markdown


def to_message(said: Said, article: Article) -> Dict[str, Any]:
    """Keys `text`, `custom` and, where there are any, `buttons`."""
    message: Dict[str, Any] = {"text": markdown.render(said, article), "custom": said.custom}
    if said.choices:
        message["buttons"] = [{"title": choice.title, "payload": choice.payload} for choice in said.choices]
    return message

"""The article's words in the page and the widget, which are built once for every article (data/replies/page.yml)."""
import html
import json
from typing import Dict, List, Mapping

from bot.answers.choices import titles
from bot.answers.wording import capital
from bot.article import Article
from bot.article.files import Strict, data, load
from bot.channels.web_assets import PAGE, WIDGET

MARK = "__WORDS__"  # stands in the widget for all of its words


class PageFile(Strict):
    label: str
    greeting: str
    suggestions: List[str]


def words(article: Article) -> Dict[str, object]:
    """What the chat is mounted with: its title, the label of its button, the greeting, and questions to press. Raises DataError."""
    file = load(data("replies", "page.yml"), PageFile, article.about.filling())
    return {"title": capital(article.about.assistant), "label": file.label, "greeting": file.greeting, "suggestions": titles(file.suggestions, article)}


def fillings(article: Article) -> Mapping[str, Mapping[str, str]]:
    """By file, what is written for each mark in it."""
    told = words(article)
    page = {**article.about.filling(), "{assistant}": str(told["title"]), "{words}": json.dumps(told)}
    return {PAGE: {mark: html.escape(text) for mark, text in page.items()}, WIDGET: {MARK: json.dumps(told)}}

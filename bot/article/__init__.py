"""The article as data: the only home of facts."""
from bot.article.article import KINDS, Article, Name
from bot.article.errors import DataError
from bot.article.load import load_article, read_article

__all__ = ["KINDS", "Article", "DataError", "Name", "load_article", "read_article"]

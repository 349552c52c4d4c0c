"""The record in the form the contract promises, described by data/intake/record.schema.json."""
import json
from functools import lru_cache
from typing import Any, Dict

from bot.article import Article
from bot.article.files import data
from bot.intake.discuss import discuss
from bot.intake.record import KNOWN, SLOTS, Record, to_json

SCHEMA = data("intake", "record.schema.json")
# Lists and tables that are empty where nothing was said; everything else that was not answered is null.
_EMPTY = {"body_parts": list, "tests": dict}


def to_contract(record: Record, article: Article) -> Dict[str, Any]:
    """The flat record by the table *The intake record* of the contract, `discuss` worked out; without the answers that are not asked for."""
    given = {key: value for key, value in to_json(record).items() if key in SLOTS or key not in KNOWN}
    for key, empty in _EMPTY.items():
        if key in given and given[key] is None:
            given[key] = empty()
    return {**given, "discuss": discuss(record, article)}


@lru_cache(maxsize=1)
def load_schema() -> Dict[str, Any]:
    """The JSON Schema (draft 7) of the record."""
    schema: Dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return schema

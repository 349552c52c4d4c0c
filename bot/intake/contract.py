"""The record in the form the contract promises, described by data/intake/record.schema.json."""
import json
from functools import lru_cache
from typing import Any, Dict

from bot.article import Article
from bot.article.files import data
from bot.intake.discuss import discuss
from bot.intake.record import KNOWN, SLOTS, Record, to_json
from bot.intake.slots import own_questions

SCHEMA = data("intake", "record.schema.json")
# Lists and tables that are empty where nothing was said; everything else that was not answered is null.
_EMPTY = {"body_parts": list, "tests": dict}


def to_contract(record: Record, article: Article) -> Dict[str, Any]:
    """The flat record by the table *The intake record* of the contract, `discuss` worked out; without the answers that are not asked for."""
    told = to_json(record)
    own = told.pop("own")
    given = {key: value for key, value in told.items() if key in SLOTS or key not in KNOWN}
    for key, empty in _EMPTY.items():
        if key in given and given[key] is None:
            given[key] = empty()
    return {**given, "discuss": discuss(record, article), **{slot: own.get(slot) for slot in own_questions()}}


@lru_cache(maxsize=1)
def load_schema() -> Dict[str, Any]:
    """The JSON Schema (draft 7) of the record."""
    schema: Dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for slot, question in own_questions().items():
        schema["properties"][slot] = {"description": question.label, "enum": [*(choice.value for choice in question.choices), None]}
        schema["required"].append(slot)
        schema["properties"]["skipped"]["items"]["enum"].append(slot)
    return schema

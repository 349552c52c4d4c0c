"""The record as a JSON file, for programs."""
import json
from datetime import date

from bot.article import Article
from bot.intake.contract import SCHEMA, to_contract
from bot.intake.record import Record


def to_json_file(record: Record, article: Article, today: date, version: str) -> str:
    """`{"schema": …, "version": …, "date": …, "record": …}`; the record is that of the contract and of the schema named."""
    content = {"schema": f"intake-{SCHEMA.name.partition('.')[0]}", "version": version, "date": today.isoformat(), "record": to_contract(record, article)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

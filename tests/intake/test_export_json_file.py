"""The record as a JSON file."""
import json
from datetime import date

import jsonschema
from hypothesis import given

from bot.intake.contract import load_schema, to_contract
from bot.intake.export.json_file import to_json_file
from bot.intake.record import Record
from tests.intake.records import ANY, ARTICLE, RICH

DAY = date(2026, 11, 25)


def test_the_file_names_schema_version_and_date() -> None:
    content = json.loads(to_json_file(RICH, ARTICLE, DAY, "1.0"))
    assert content == {"schema": "intake-record", "version": "1.0", "date": "2026-11-25", "record": to_contract(RICH, ARTICLE)}


def test_letters_are_written_as_they_are() -> None:
    assert "café syrup Ω 😀" in to_json_file(RICH, ARTICLE, DAY, "1.0")


@given(ANY)
def test_any_record_is_valid(any_record: Record) -> None:
    jsonschema.validate(json.loads(to_json_file(any_record, ARTICLE, DAY, "1.0"))["record"], load_schema())

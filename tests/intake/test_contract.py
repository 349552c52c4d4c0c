"""The record in the contract's form, and its JSON Schema."""
import json
from typing import Any, Dict, List

import jsonschema
import pytest
from hypothesis import given

from bot.intake.contract import load_schema, to_contract
from bot.intake.record import SLOTS, Record, from_json, to_json
from tests.intake.records import ANY, ARTICLE, EMPTY, RICH, SKIPPED, URGENT, record

KEYS = ["symptoms", "other_symptoms", "body_parts", "duration", "severity", "diet", "absorption", "tests", "current_b12", "notes", "skipped", "urgent", "discuss"]


def test_the_keys_are_those_of_the_contract() -> None:
    assert list(to_contract(RICH, ARTICLE)) == KEYS == load_schema()["required"] == list(load_schema()["properties"])


def test_an_empty_record_has_every_key() -> None:
    nothing: Dict[str, List[str]] = {"mechanisms": [], "tests": [], "treatments": []}
    assert to_contract(EMPTY, ARTICLE) == {
        "symptoms": {"present": [], "absent": [], "unsure": []}, "other_symptoms": [], "body_parts": [], "duration": None, "severity": None, "diet": None,
        "absorption": None, "tests": {}, "current_b12": None, "notes": None, "skipped": [], "urgent": [], "discuss": nothing}
    assert to_contract(SKIPPED, ARTICLE)["skipped"] == list(SLOTS)


def test_a_rich_record_keeps_what_was_told() -> None:
    told = to_contract(RICH, ARTICLE)
    assert told["symptoms"]["unsure"] == ["memory_problems"]
    assert told["body_parts"] == ["feet", "hands"]
    assert told["tests"] == {"serum_b12": "borderline", "mma": "elevated"}
    assert told["current_b12"] == ["diet", "oral_supplements"]
    assert told["discuss"]["tests"] == ["homocysteine_test", "neurological_exam"]


@given(ANY)
def test_any_record_is_valid_and_survives_json(any_record: Record) -> None:
    told = json.loads(json.dumps(to_contract(any_record, ARTICLE)))
    jsonschema.validate(told, load_schema())
    assert from_json(json.loads(json.dumps(to_json(any_record)))) == any_record


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(load_schema())


def test_the_schema_names_the_ids_of_the_article() -> None:
    ids = {name: entry["enum"] for name, entry in load_schema()["definitions"].items()}
    assert ids["symptom"] == list(ARTICLE.symptoms)
    assert ids["mechanism"] == list(ARTICLE.mechanisms)
    assert ids["test"] == list(ARTICLE.tests)
    assert ids["treatment"] == list(ARTICLE.treatments)
    assert list(load_schema()["properties"]["tests"]["properties"]) == list(ARTICLE.tests)
    assert load_schema()["properties"]["skipped"]["items"]["enum"] == list(SLOTS)
    assert load_schema()["properties"]["urgent"]["items"]["enum"] == list(URGENT)


@pytest.mark.parametrize(("key", "value"), [
    ("severity", 11), ("severity", -1), ("severity", 7.5), ("severity", "7"), ("duration", "three weeks"), ("duration", "P"), ("duration", "PT"),
    ("duration", "P3"), ("duration", ""), ("diet", "keto"), ("absorption", ""), ("tests", None), ("tests", {"serum_b12": "high"}), ("tests", {"ferritin": "low"}),
    ("current_b12", ["patches"]), ("current_b12", "none"), ("body_parts", None), ("skipped", ["consent"]), ("urgent", ["flu"]), ("notes", 7),
    ("symptoms", {"present": [], "absent": []}), ("symptoms", {"present": ["itch"], "absent": [], "unsure": []}), ("discuss", {"mechanisms": []}),
    ("other_symptoms", None), ("topic", "symptom"),
])
def test_the_schema_refuses_what_the_contract_does_not_know(key: str, value: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**to_contract(RICH, ARTICLE), key: value}, load_schema())


def test_nowhere_in_particular_and_nothing_told_look_alike_outside() -> None:
    assert to_contract(record(body_parts=()), ARTICLE) == to_contract(EMPTY, ARTICLE)

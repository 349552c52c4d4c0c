"""The intake as FHIR, checked by fhir.resources.

That library has no R4 (4.0.1) of its own; R4B (4.3.0) left these two resources as they were in R4.
"""
import json
from datetime import datetime, timezone
from typing import Any, Dict, Iterator, List

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.export.fhir import questionnaire, questionnaire_response
from bot.intake.record import SLOTS, Record
from tests.intake.records import ANY, ARTICLE, DIETS, EMPTY, RICH, SKIPPED, URGENT_ONE, record

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=timezone.utc)


def every(items: List[Dict[str, Any]]) -> Iterator[Dict[str, Any]]:
    for item in items:
        yield item
        yield from every(item.get("item", []))


def response(told: Record, status: str = "done") -> Dict[str, Any]:
    return questionnaire_response(told, status, ARTICLE, NOW)


def answers(told: Record) -> Dict[str, List[Any]]:
    return {item["linkId"]: [value for answer in item["answer"] for value in answer.values()] for item in every(response(told)["item"]) if "answer" in item}


ASKED = {item["linkId"]: item for item in every(questionnaire(ARTICLE)["item"])}


def test_the_questionnaire_is_fhir() -> None:
    Questionnaire.parse_raw(json.dumps(questionnaire(ARTICLE)))


def test_every_slot_is_an_item_in_order() -> None:
    assert [item["linkId"] for item in questionnaire(ARTICLE)["item"]] == [*SLOTS, "urgent"]
    assert len(ASKED) == len(list(every(questionnaire(ARTICLE)["item"])))
    assert [option["valueCoding"]["code"] for option in ASKED["diet"]["answerOption"]] == list(DIETS)
    assert [option["valueCoding"]["code"] for option in ASKED["symptoms.present"]["answerOption"]] == list(ARTICLE.symptoms)


@pytest.mark.parametrize(("status", "fhir"), [
    ("asking", "in-progress"), ("review", "in-progress"), ("offered", "in-progress"), ("done", "completed"), ("stopped", "stopped"), ("", "in-progress")])
def test_the_status(status: str, fhir: str) -> None:
    assert response(RICH, status)["status"] == fhir


def test_nobody_is_named() -> None:
    assert set(response(RICH)) == {"resourceType", "questionnaire", "status", "authored", "item"}


def test_the_response_belongs_to_the_questionnaire() -> None:
    asked = questionnaire(ARTICLE)
    assert response(RICH)["questionnaire"] == f"{asked['url']}|{asked['version']}"
    assert response(RICH)["authored"] == "2026-11-25T09:30:00+00:00"


def test_a_rich_record() -> None:
    told = answers(RICH)
    assert [coding["code"] for coding in told["symptoms.absent"]] == ["muscle_cramps", "headache"]
    assert told["symptoms.other"] == ["my eyelid keeps twitching", "feet like in café syrup Ω 😀"]
    assert told["body_parts"] == ["feet", "hands"]
    assert told["severity"] == [7]
    assert told["notes"] == ["It began after my second child."]
    assert [told[f"tests.{test}"][0]["code"] for test in ARTICLE.tests] == ["borderline", "elevated", "not_done", "not_done"]


def test_what_is_urgent_is_in_it() -> None:
    assert [coding["code"] for coding in answers(URGENT_ONE)["urgent"]] == ["chest_pain", "stroke_signs"]


def test_what_was_declined_is_told_from_what_was_not_told() -> None:
    assert "item" not in response(EMPTY)
    assert [item["linkId"] for item in response(SKIPPED)["item"]] == list(SLOTS)
    assert all(item["extension"][0]["valueCode"] == "asked-declined" for item in response(SKIPPED)["item"])


@pytest.mark.parametrize(("duration", "value", "code"), [
    ("P3W", 3, "wk"), ("P6M", 6, "mo"), ("P1Y6M", 18, "mo"), ("PT5H", 5, "h"), ("P1.5Y", 1.5, "a"), ("P1W3D", 10, "d"), ("P0D", 0, "d"), ("P1Y1D", 366.25, "d")])
def test_a_duration_is_a_quantity(duration: str, value: float, code: str) -> None:
    quantity = answers(record(duration=duration))["duration"][0]
    assert (quantity["value"], quantity["code"]) == (value, code)


def test_a_duration_that_is_none_is_left_out() -> None:
    assert "item" not in response(record(duration="a while"))


@given(ANY, st.sampled_from(["asking", "done", "stopped"]))
def test_any_record_is_fhir_and_answers_what_was_asked(any_record: Record, status: str) -> None:
    given_answers = response(any_record, status)
    QuestionnaireResponse.parse_raw(json.dumps(given_answers))
    for item in every(given_answers.get("item", [])):
        asked = ASKED[item["linkId"]]
        options = [option["valueCoding"] for option in asked.get("answerOption", [])]
        assert len(item.get("answer", [])) <= 1 or asked.get("repeats")
        assert all(answer["valueCoding"] in options for answer in item.get("answer", []) if asked["type"] == "choice")

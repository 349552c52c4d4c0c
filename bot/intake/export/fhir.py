"""The intake as FHIR R4: the Questionnaire it asks, and the QuestionnaireResponse of one record, without any patient's identity.

Both resources are the same in R4 (4.0.1) and R4B (4.3.0). A slot is an item whose linkId is the slot; parts of a slot are `slot.part`.
"""
from datetime import datetime, timezone
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from bot import __version__
from bot.answers.wording import capital
from bot.article import Article
from bot.intake.describe import duration_parts, is_told
from bot.intake.discuss import RESULTS
from bot.intake.record import SLOTS, Record, answer_to
from bot.intake.slots import own_questions
from bot.intake.words import load_words, plain

_QUESTIONNAIRE = "Questionnaire:intake"
NOT_DONE = "not_done"  # of a test, where tests were told of and this one not
_EXTENSION = "http://hl7.org/fhir/StructureDefinition"
_STATUS = {"done": "completed", "stopped": "stopped"}
_TOLD = ("present", "unsure", "absent")  # in the order of the columns of the page
_UCUM = {"Y": "a", "M": "mo", "W": "wk", "D": "d", "h": "h", "m": "min", "s": "s"}
_DAYS = {"Y": 365.25, "M": 30.4375, "W": 7.0, "D": 1.0, "h": 1 / 24, "m": 1 / 1440, "s": 1 / 86400}

Item = Dict[str, Any]


def _base(article: Article) -> str:
    """What the names of our own start with: `urn:b12-assistant`."""
    return f"urn:{str(article.about.assistant).lower().replace(' ', '-')}"


def questionnaire(article: Article) -> Dict[str, Any]:
    """The Questionnaire as JSON-ready values."""
    labels, columns = load_words().labels, load_words().page.columns["symptoms"][1:]
    items: List[Item] = [_item(slot, labels[slot], _kind_of(slot)) for slot in SLOTS]
    by_slot = {item["linkId"]: item for item in items}
    symptoms: List[Item] = [
        *({**_item(f"symptoms.{part}", text, "choice"), "repeats": True, "answerOption": _options("symptom", article)}
          for part, text in zip(_TOLD, columns, strict=True)),
        {**_item("symptoms.other", labels["other_symptoms"], "string"), "repeats": True}]
    more: Dict[str, Item] = {
        "symptoms": {"item": symptoms}, "body_parts": {"repeats": True}, "current_b12": {"repeats": True},
        "severity": {"extension": [{"url": f"{_EXTENSION}/{end}Value", "valueInteger": value} for end, value in (("min", 0), ("max", 10))]},
        "tests": {"item": [{**_item(f"tests.{test}", capital(entry.label), "choice"), "answerOption": _options("result", article)}
                           for test, entry in article.tests.items()]}}
    for slot, item in by_slot.items():
        item.update(more.get(slot, {}))
        if _kind_of(slot) == "choice":
            item["answerOption"] = _options(slot, article)
    items.append({**_item("urgent", load_words().page.headings["urgent"], "choice"), "readOnly": True, "repeats": True,
                  "answerOption": _options("urgent", article)})
    return {"resourceType": "Questionnaire", "url": f"{_base(article)}:{_QUESTIONNAIRE}", "version": __version__,
            "name": f"{capital(article.about.brief)}SymptomIntake", "title": load_words().page.title,
            "status": "active", "subjectType": ["Patient"], "item": items}


def questionnaire_response(record: Record, status: str, article: Article, authored: datetime) -> Dict[str, Any]:
    """The QuestionnaireResponse as JSON-ready values. `status` is the contract's: done is completed, stopped is stopped, all else in-progress.

    What was not told is left out; a slot that the person chose not to answer is there without an answer, marked as declined.
    """
    items = [item for slot in SLOTS for item in _answered(slot, record, article)]
    urgent = _codings("urgent", record.urgent, article)
    response: Dict[str, Any] = {
        "resourceType": "QuestionnaireResponse", "questionnaire": f"{_base(article)}:{_QUESTIONNAIRE}|{__version__}", "status": _STATUS.get(status, "in-progress"),
        "authored": (authored if authored.tzinfo else authored.replace(tzinfo=timezone.utc)).isoformat(timespec="seconds")}
    items.extend([{"linkId": "urgent", "answer": urgent}] if urgent else [])
    return {**response, "item": items} if items else response


def _answered(slot: str, record: Record, article: Article) -> Iterator[Item]:
    parts = _parts(slot, record, article) if is_told(slot, record) else []
    if parts:
        yield {"linkId": slot, "item": parts}
        return
    answer = _values(slot, record, article) if is_told(slot, record) else []
    if answer:
        yield {"linkId": slot, "answer": answer}
    elif slot in record.skipped:
        yield {"linkId": slot, "extension": [{"url": f"{_EXTENSION}/data-absent-reason", "valueCode": "asked-declined"}]}


def _parts(slot: str, record: Record, article: Article) -> List[Item]:
    if slot == "symptoms":
        told: Dict[str, List[Item]] = {part: _codings("symptom", getattr(record.symptoms, part), article) for part in _TOLD}
        told["other"] = [{"valueString": text} for text in map(plain, record.other_symptoms) if text]
        return [{"linkId": f"symptoms.{part}", "answer": answer} for part, answer in told.items() if answer]
    if slot == "tests":
        tests: Mapping[str, str] = record.tests or {}
        return [{"linkId": f"tests.{test}", "answer": _codings("result", [tests.get(test, NOT_DONE)], article)} for test in article.tests]
    return []


def _values(slot: str, record: Record, article: Article) -> List[Item]:
    if slot == "body_parts":
        return [{"valueString": part} for part in map(plain, record.body_parts or ()) if part] or [{"valueString": load_words().nowhere}]
    if slot == "duration":
        quantity = _quantity(record.duration or "")
        return [{"valueQuantity": quantity}] if quantity else []
    if slot == "severity":
        return [{"valueInteger": record.severity}]
    if slot == "notes":
        return [{"valueString": plain(record.notes or "")}]
    value = answer_to(slot, record)
    return _codings(slot, [value] if isinstance(value, str) else value or ("none",), article)


def _quantity(duration: str) -> Optional[Dict[str, Any]]:
    """A duration in one unit of UCUM: its own, months for years and months, else days (a month is 30.4375 of them)."""
    parts = duration_parts(duration) or (((0.0, "D"),) if duration.startswith("P") else ())
    if not parts:
        return None
    if len(parts) == 1:
        (amount, unit), = parts
    elif {unit for _, unit in parts} == {"Y", "M"}:
        amount, unit = parts[0][0] * 12 + parts[1][0], "M"
    else:
        amount, unit = round(sum(amount * _DAYS[unit] for amount, unit in parts), 2), "D"
    value = int(amount) if amount.is_integer() else amount
    return {"value": value, "unit": load_words().units[unit][amount != 1], "system": "http://unitsofmeasure.org", "code": _UCUM[unit]}


def _item(link: str, text: str, type_: str) -> Item:
    return {"linkId": link, "text": text, "type": type_}


def _options(system: str, article: Article) -> List[Item]:
    return [{"valueCoding": {"system": f"{_base(article)}:{system}", "code": code, "display": display}} for code, display in _codes(system, article)]


def _codings(system: str, codes: Sequence[str], article: Article) -> List[Item]:
    displays = dict(_codes(system, article))
    return [{"valueCoding": {"system": f"{_base(article)}:{system}", "code": code, "display": displays[code]}} for code in codes]


def _codes(system: str, article: Article) -> List[Tuple[str, str]]:
    words = load_words()
    if system == "symptom":
        return [(id_, symptom.label) for id_, symptom in article.symptoms.items()]
    if system == "result":
        return [*((code, words.results[code]) for code in RESULTS), (NOT_DONE, "not done")]
    if system in own_questions():
        return [(choice.value, choice.title) for choice in own_questions()[system].choices]
    return list({"diet": words.diet, "absorption": words.absorption, "current_b12": words.current_b12, "urgent": words.urgent}[system].items())


def _kind_of(slot: str) -> str:
    return _KIND_OF.get(slot, "choice")


_KIND_OF = {"symptoms": "group", "body_parts": "string", "duration": "quantity", "severity": "integer", "diet": "choice", "absorption": "choice",
            "tests": "group", "current_b12": "choice", "notes": "text"}

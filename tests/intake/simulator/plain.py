"""What a patient says when asked once more what was told already: the record in the plainest words."""
from typing import Any

from tests.intake.simulator.duration import days
from tests.intake.simulator.patient import Patient
from tests.intake.simulator.record import EMPTY

WORDS = {
    "omnivore": "I eat everything", "other": "pescatarian", "none": "none", "pernicious_anemia": "pernicious anemia", "unsure": "not sure",
    "oral_supplements": "tablets", "diet": "through my diet", "serum_b12": "serum B12", "mma": "MMA", "homocysteine_test": "homocysteine",
    "neurological_exam": "neurological exam", "cognitive_difficulty": "difficulty thinking",
}
SAYS = {"consent": "yes", "body_parts": "nowhere in particular", "tests": "no tests", "current_b12": "none", "notes": "no, nothing to add"}


def words(one: str) -> str:
    return WORDS.get(one, one.replace("_", " "))


def plainly(patient: Patient, slot: str) -> str:
    """One sentence that answers `slot` as the record has it; "skip" where it has nothing."""
    if slot == "symptoms":
        parts = [words(one) for one in patient.symptoms.get("present", [])]
        parts += [f"no {words(one)}" for one in patient.symptoms.get("absent", [])]
        parts += [f"not sure about {words(one)}" for one in patient.symptoms.get("unsure", [])]
        return ", ".join(parts) or "skip"
    return said(slot, (patient.record or {}).get(slot, EMPTY.get(slot))) or SAYS.get(slot, "skip")


def said(slot: str, value: Any) -> str:
    """The value in words; empty when there is none."""
    if isinstance(value, dict) and "any" in value:
        value = value["any"][0]
    if slot == "duration" and isinstance(value, dict):
        value = value.get("from", "P6M")  # a patient who said "since Easter" and was not understood says something near it
    if slot == "duration" and value:
        return f"{round(days(value) or 0)} days"
    if slot == "tests" and value:
        return ", ".join(f"{words(test)} {result[0] if isinstance(result, list) else result}" for test, result in value.items())
    if isinstance(value, dict):
        value = value.get("need", [])
    if slot in ("severity", "diet", "absorption") and isinstance(value, list):
        value = value[0]
    if isinstance(value, list):
        return " and ".join(words(str(one)) for one in value)
    return "" if value is None else words(str(value))

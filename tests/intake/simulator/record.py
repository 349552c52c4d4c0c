"""Whether a summary holds what the patient said."""
from datetime import date
from typing import Any, Dict, List, Mapping, NamedTuple, Set, Tuple

from tests.intake.simulator.contract import ASKED
from tests.intake.simulator.duration import is_duration

EMPTY: Dict[str, Any] = {
    "body_parts": [], "duration": None, "severity": None, "diet": None, "absorption": None, "tests": {}, "current_b12": None, "notes": None,
    "other_symptoms": [], "skipped": [], "urgent": [],
}
SINGULAR = {"tongues": "tongue", "heads": "head", "backs": "back", "necks": "neck", "faces": "face", "mouths": "mouth"}  # nobody has two
LOOSE = ("notes", "other_symptoms")  # own words, told by a keyword


class Found(NamedTuple):
    """Symptoms by status: right ones, ones too many, ones missing."""

    right: int
    extra: List[str]
    missing: List[str]


def fits(key: str, want: Any, got: Any, today: date) -> bool:
    """Whether `got` is right for the record's `key`. {"any": [...]} lists alternatives, {"need", "may"} the parts of a list; a plain list
    is alternatives for a single value and the exact content for a list."""
    if isinstance(want, dict) and "any" in want:
        return any(fits(key, one, got, today) for one in want["any"])
    if want is None:
        return got is None
    if key == "symptoms":
        return isinstance(got, dict) and all(set(ids) <= set(got.get(status, [])) for status, ids in want.items())
    if key == "duration":
        return is_duration(want, got, today)
    if key == "tests":
        return isinstance(got, dict) and set(got) == set(want) and all(got[test] in (value if isinstance(value, list) else [value])
                                                                      for test, value in want.items())
    if key in LOOSE:
        return tells(want, got)
    if key in ("severity", "diet", "absorption"):
        return got in (want if isinstance(want, list) else [want])
    need, may = (set(want.get("need", [])), set(want.get("may", []))) if isinstance(want, dict) else (set(want), set())
    return isinstance(got, list) and need <= one_each(got) <= need | may


def one_each(words: List[Any]) -> Set[str]:
    return {SINGULAR.get(word, word) for word in words if isinstance(word, str)}


def tells(want: Any, got: Any) -> bool:
    """Whether own words are kept: each keyword is in them (`need` or a plain list), and nothing is there that holds no keyword."""
    need, may = (want.get("need", []), want.get("may", [])) if isinstance(want, dict) else (want, [])
    if isinstance(got, str):
        return all(word.lower() in got.lower() for word in need)
    if not isinstance(got, list):
        return False
    texts = [str(text).lower() for text in got]
    return all(any(word.lower() in text for text in texts) for word in need) and all(
        any(word.lower() in text for word in (*need, *may)) for text in texts)


def wrong(record: Dict[str, Any], summary: Dict[str, Any], today: date, *, unknown: Set[str]) -> Dict[str, Tuple[Any, Any]]:
    """The keys that are wrong, with what was wanted and what is there. `unknown`: slots answered with "I don't know", which may count as
    skipped or not. Symptoms are counted apart."""
    mistakes = {}
    for key, nothing in EMPTY.items():
        want, got = record.get(key, nothing), summary.get(key)
        if key == "skipped" and isinstance(want, list):
            want = {"need": want, "may": sorted(unknown)}
        if not fits(key, want, got, today):
            mistakes[key] = (want, got)
    return mistakes


def symptoms(want: Mapping[Any, List[str]], summary: Dict[str, Any]) -> Found:
    """Compare by status. Ids in `may` do not count at all; those in `never` only when they are said to be present."""
    statuses = ("present", "absent", "unsure")
    given = summary.get("symptoms")
    got = {f"{status} {one}" for status in statuses for one in (given.get(status) or [])} if isinstance(given, dict) else set()
    wanted = {f"{status} {one}" for status in statuses for one in want.get(status, [])}
    ignored = {f"{status} {one}" for status in statuses for one in want.get("may", [])}
    ignored |= {f"{status} {one}" for status in ("absent", "unsure") for one in want.get("never", [])}
    got -= ignored - wanted
    return Found(len(got & wanted), sorted(got - wanted), sorted(wanted - got))


def counted() -> Tuple[str, ...]:
    """The record's keys that count as slots: what is asked, without symptoms, and what was skipped."""
    return (*(slot for slot in ASKED if slot != "symptoms"), "other_symptoms", "skipped")

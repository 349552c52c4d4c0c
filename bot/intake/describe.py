"""The values of the record in plain words: for acknowledgements, the review and the pages."""
import re
from typing import Callable, Dict, List, Tuple

from bot.answers.wording import listed, small
from bot.article import Article
from bot.intake.record import Record, answer_to
from bot.intake.slots import own_questions
from bot.intake.words import load_words, plain, quoted

_DURATION = re.compile(
    r"P(?:(?P<Y>\d+(?:[.,]\d+)?)Y)?(?:(?P<M>\d+(?:[.,]\d+)?)M)?(?:(?P<W>\d+(?:[.,]\d+)?)W)?(?:(?P<D>\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(?P<h>\d+(?:[.,]\d+)?)H)?(?:(?P<m>\d+(?:[.,]\d+)?)M)?(?:(?P<s>\d+(?:[.,]\d+)?)S)?)?", re.ASCII)

_ARTICLE = re.compile(r"^(?:an?|the) ")


def describe(slot: str, record: Record, article: Article) -> str:
    """What the record holds for a slot, or that it holds nothing. Raises KeyError for what is no slot.

    `about three weeks`, `7 out of 10`, `B12 in the blood: low; MMA: raised`, `nothing yet`, `left open`.
    """
    said = _own(slot, record) if slot in own_questions() else _SAID[slot](record, article)
    if said:
        return said
    words = load_words()
    return words.skipped if slot in record.skipped else words.empty.get(slot, words.unanswered)


def noted(slot: str, record: Record, article: Article) -> str:
    """The same for an acknowledgement, which repeats the value as it was given: `three weeks`, not `about three weeks`."""
    return duration_in_words(record.duration) if slot == "duration" and record.duration else describe(slot, record, article)


def is_told(slot: str, record: Record) -> bool:
    """Whether the record holds an answer to a slot, be it "none"."""
    if slot == "symptoms":
        return bool(record.symptoms.named or any(plain(words) for words in record.other_symptoms))
    if slot == "other_symptoms":
        return any(plain(words) for words in record.other_symptoms)
    if slot == "notes":
        return bool(record.notes and plain(record.notes))
    return answer_to(slot, record) is not None


def duration_parts(duration: str) -> Tuple[Tuple[float, str], ...]:
    """The parts of an ISO 8601 duration that are not zero, units as in words.yml (`Y M W D h m s`). Empty for anything else."""
    match = _DURATION.fullmatch(duration)
    parts = ((float(amount.replace(",", ".")), unit) for unit, amount in match.groupdict().items() if amount) if match else ()
    return tuple((amount, unit) for amount, unit in parts if amount)


def duration_in_words(duration: str) -> str:
    """`three weeks` for `P3W`, `one year and six months` for `P1Y6M`. What is no ISO 8601 duration is said as it is."""
    words = load_words()
    if not _DURATION.fullmatch(duration) or not re.search(r"\d", duration):
        return plain(duration)
    parts = duration_parts(duration)
    return listed([f"{_number(amount)} {words.units[unit][amount != 1]}" for amount, unit in parts]) if parts else words.short_time


def _number(amount: float) -> str:
    numbers = load_words().numbers
    whole = amount.is_integer()
    return numbers[int(amount)] if whole and amount < len(numbers) else f"{amount:.0f}" if whole else f"{amount:g}"


def _symptoms(record: Record, article: Article) -> str:
    words, told = load_words(), record.symptoms
    parts: List[str] = []
    for name, ids, last in (("present", told.present, "and"), ("unsure", told.unsure, "or"), ("absent", told.absent, "or")):
        if ids:
            labels = [article.symptoms[id_].label for id_ in ids]
            if name == "absent":  # "no burning sensation", not "no a burning sensation"
                labels = [_ARTICLE.sub("", label) for label in labels]
            parts.append(words.symptoms[name].replace("{symptoms}", listed(labels, last)))
    return "; ".join([*parts[:bool(told.present)], *_own_words(record), *parts[bool(told.present):]])


def _own_words(record: Record) -> List[str]:
    return [said for said in map(quoted, record.other_symptoms) if said]


def _duration(record: Record, _: Article) -> str:
    if not record.duration:
        return ""
    if _DURATION.fullmatch(record.duration) and not duration_parts(record.duration):
        return duration_in_words(record.duration)
    return load_words().about.replace("{duration}", duration_in_words(record.duration))


def _severity(record: Record, _: Article) -> str:
    return "" if record.severity is None else load_words().out_of.replace("{severity}", str(record.severity))


def _body_parts(record: Record, _: Article) -> str:
    if record.body_parts is None:
        return ""
    return listed([part for part in map(plain, record.body_parts) if part]) or load_words().nowhere


def _tests(record: Record, article: Article) -> str:
    if record.tests is None:
        return ""
    words = load_words()
    told = [(entry.brief or entry.label, words.results[record.tests[test]]) for test, entry in article.tests.items() if test in record.tests]
    return "; ".join(f"{label}: {result}" for label, result in told) or words.no_tests


def _current_b12(record: Record, _: Article) -> str:
    if record.current_b12 is None:
        return ""
    words = load_words()
    return listed([words.current_b12[id_] for id_ in record.current_b12]) or words.current_b12["none"]


def _own(slot: str, record: Record) -> str:
    return small(own_questions()[slot].title(record.own[slot])) if slot in record.own else ""


_SAID: Dict[str, Callable[[Record, Article], str]] = {
    "symptoms": _symptoms,
    "other_symptoms": lambda record, _: listed(_own_words(record)),
    "body_parts": _body_parts, "duration": _duration, "severity": _severity,
    "diet": lambda record, _: load_words().diet[record.diet] if record.diet else "",
    "absorption": lambda record, _: load_words().absorption[record.absorption] if record.absorption else "",
    "tests": _tests, "current_b12": _current_b12,
    "notes": lambda record, _: quoted(record.notes or ""),
}

"""What of the article fits a record, to raise with a healthcare provider; the rules are data/intake/discuss.yml."""
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from pydantic import Field, root_validator

from bot.answers.wording import listed
from bot.article import Article, DataError, load_article
from bot.article.files import Strict, data, read
from bot.intake.absorption import absorptions
from bot.intake.record import Record

KINDS = ("mechanisms", "tests", "treatments")
RESULTS = ("low", "borderline", "normal", "elevated", "abnormal", "unknown")
# The highest severity that is still called so.
BANDS: Mapping[str, int] = {"none": 0, "mild": 3, "moderate": 6, "severe": 10}
_ANSWERS: Mapping[str, Tuple[str, ...]] = {
    "severity": tuple(BANDS),
    "diet": ("omnivore", "vegetarian", "vegan", "other", "unanswered"),
}


class Case(Strict):
    """What has to fit together; keys that are left out do not matter. Every other key is a test of the article's."""

    present: List[str] = Field(default_factory=list)
    told: List[str] = Field(default_factory=list)
    severity: List[str] = Field(default_factory=list)
    diet: List[str] = Field(default_factory=list)
    absorption: List[str] = Field(default_factory=list)
    tests: Dict[str, List[str]] = Field(default_factory=dict)

    @root_validator(pre=True)
    def _with_tests(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        known = {key: value for key, value in values.items() if key in cls.__fields__ and key != "tests"}
        return {**known, "tests": {key: value for key, value in values.items() if key not in known}}


class Rule(Strict):
    """`id` is raised in one of the cases `when`; `say` is the sentence for the page and comes from `section`."""

    id: str
    section: str
    say: str = Field(min_length=1)
    when: List[Case] = Field(min_items=1)


class Rules(Strict):
    mechanisms: List[Rule]
    tests: List[Rule]
    treatments: List[Rule]

    def of(self, kind: str) -> Sequence[Rule]:
        return {"mechanisms": self.mechanisms, "tests": self.tests, "treatments": self.treatments}[kind]


@dataclass(frozen=True)
class Point:
    """One thing to raise: `id` within `kind` (one of KINDS), why in a sentence, the id of the section that says so."""

    kind: str
    id: str
    section: str
    text: str


def discuss(record: Record, article: Article) -> Dict[str, List[str]]:
    """The contract's `discuss`: ids by kind, each kind in the order of the article."""
    found = points(record, article)
    return {kind: [point.id for point in found if point.kind == kind] for kind in KINDS}


def points(record: Record, article: Article) -> Tuple[Point, ...]:
    """Everything to raise, each with its sentence and section: mechanisms, tests, treatments, in the order of the article."""
    return tuple(point for kind in KINDS for id_ in _order(article)[kind] for point in _first(kind, id_, record, article))


def symptoms_of(mechanism: str, article: Article) -> Tuple[str, ...]:
    """The symptoms that point to a mechanism, in the order of the article."""
    named = {id_ for rule in load_rules().mechanisms if rule.id == mechanism for case in rule.when for id_ in _symptoms(case.present, mechanism, article)}
    return tuple(id_ for id_ in article.symptoms if id_ in named)


def band(severity: int) -> str:
    """The word for a severity from 0 to 10."""
    return next((word for word, highest in BANDS.items() if severity <= highest), "severe")


def _first(kind: str, id_: str, record: Record, article: Article) -> Iterator[Point]:
    for rule in load_rules().of(kind):
        if rule.id != id_:
            continue
        case = next((case for case in rule.when if _holds(case, rule.id, record, article)), None)
        if case:
            labels = [article.symptoms[symptom].label for symptom in _fitting(case, id_, record, article)]
            yield Point(kind, id_, rule.section, rule.say.replace("{symptoms}", listed(labels)))
            return


def _holds(case: Case, id_: str, record: Record, article: Article) -> bool:
    if (case.present or case.told) and not _fitting(case, id_, record, article):
        return False
    tests = record.tests or {}
    answers = {
        "severity": "unanswered" if record.severity is None else band(record.severity),
        "diet": record.diet or "unanswered", "absorption": record.absorption or "unanswered",
        **{test: tests.get(test, "not_done") for test in article.tests},
    }
    return all(answers[key] in wanted for key, wanted in _answers(case).items())


def _fitting(case: Case, id_: str, record: Record, article: Article) -> List[str]:
    """The record's symptoms that a case speaks of, in the order of the article."""
    present, told = _symptoms(case.present, id_, article), _symptoms(case.told, id_, article)
    has, may_have = record.symptoms.present, (*record.symptoms.present, *record.symptoms.unsure)
    return [symptom for symptom in article.symptoms if (symptom in present and symptom in has) or (symptom in told and symptom in may_have)]


def _symptoms(names: Sequence[str], mechanism: str, article: Article) -> List[str]:
    if "any" in names:
        return list(article.symptoms)
    own = [symptom.id for symptom in article.symptoms.values() if mechanism in symptom.mechanisms] if "its_own" in names else []
    return [*own, *names]


def _answers(case: Case) -> Dict[str, List[str]]:
    """The keys of a case that are not about symptoms and that matter."""
    own = {"severity": case.severity, "diet": case.diet, "absorption": case.absorption}
    return {key: wanted for key, wanted in {**own, **case.tests}.items() if wanted}


def _order(article: Article) -> Dict[str, List[str]]:
    return {"mechanisms": list(article.mechanisms), "tests": list(article.tests), "treatments": list(article.treatments)}


def read_rules(article: Article, path: Optional[Path] = None) -> Rules:
    """Read and check the rules of `path`, or of the article that is answered from. Raises DataError with every mistake at once."""
    mistakes: List[str] = []
    path = path or data("intake", "discuss.yml")
    rules: Optional[Rules] = read(path, Rules, mistakes)
    if rules is None:
        raise DataError(mistakes)
    for kind in KINDS:
        for number, rule in enumerate(rules.of(kind)):
            where = f"{path.name}: {kind} -> {number}"
            if rule.id not in _order(article)[kind]:
                mistakes.append(f"{where} -> id: there is no {rule.id} among the {kind}")
            if rule.section not in article.sections:
                mistakes.append(f"{where} -> section: there is no section {rule.section}")
            for case in rule.when:
                mistakes.extend(f"{where} -> when: {wrong}" for wrong in _unknown(case, article))
    if mistakes:
        raise DataError(mistakes)
    return rules


def _unknown(case: Case, article: Article) -> Iterator[str]:
    known = {**_ANSWERS, "absorption": (*absorptions(), "unanswered"), **dict.fromkeys(article.tests, (*RESULTS, "not_done"))}
    for symptom in {*case.present, *case.told} - {*article.symptoms, "any", "its_own"}:
        yield f"there is no symptom {symptom}"
    for test in set(case.tests) - set(article.tests):
        yield f"there is no test {test}"
    for key, wanted in _answers(case).items():
        yield from (f"{key}: there is no answer {answer}" for answer in sorted(set(wanted) - set(known.get(key, wanted))))
    if not any(case.dict().values()):
        yield "a line without keys holds always"


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The project's own rules, read once per process. Raises DataError."""
    return read_rules(load_article())

"""Which parts of the article fit which record, as a table; no record is told of a diagnosis."""
from pathlib import Path
from typing import Any, Dict, List

import pytest
from hypothesis import given

from bot.article import DataError
from bot.article.files import DATA
from bot.intake.discuss import KINDS, band, discuss, load_rules, points, read_rules, symptoms_of
from bot.intake.record import Record
from tests.intake.records import ANY, ARTICLE, EMPTY, KNOWN, SKIPPED, record

N, A, H = "neuropathy", "anemia", "homocysteine"
BLOOD, MMA, HCY, EXAM = "serum_b12", "mma", "homocysteine_test", "neurological_exam"
DIET, ORAL, SHOTS, MOVE = "diet", "oral_supplements", "injections", "exercise"


def raised(mechanisms: List[str], tests: List[str], treatments: List[str]) -> Dict[str, List[str]]:
    return {"mechanisms": mechanisms, "tests": tests, "treatments": treatments}


NOTHING = raised([], [], [])

MECHANISMS = [  # symptoms present -> mechanisms
    ("tingling", [N]), ("numbness", [N]), ("burning", [N]), ("muscle_cramps", [N]), ("walking_difficulty", [N]), ("muscle_weakness", [N, A]),
    ("muscle_pain", [N, A, H]), ("fatigue", [A]), ("cognitive_difficulty", []), ("memory_problems", []), ("irritability", []), ("depression", []),
    ("sore_tongue", []), ("headache", []), ("pale_skin", []), ("balance_problems", []),
    ("fatigue tingling", [N, A]), ("headache fatigue", [A]), ("fatigue muscle_pain sore_tongue", [N, A, H]),
]


@pytest.mark.parametrize(("present", "mechanisms"), MECHANISMS)
def test_mechanisms_follow_what_is_present(present: str, mechanisms: List[str]) -> None:
    assert discuss(record(present), ARTICLE)["mechanisms"] == mechanisms


@pytest.mark.parametrize("answers", [{"absent": "tingling muscle_pain fatigue"}, {"unsure": "tingling muscle_pain"}])
def test_what_is_denied_or_unsure_points_to_no_mechanism(answers: Dict[str, str]) -> None:
    assert discuss(record(**answers), ARTICLE)["mechanisms"] == []


TESTS = [  # present, unsure, tests done -> tests
    ("fatigue", "", None, [BLOOD]), ("fatigue", "", {}, [BLOOD]), ("", "fatigue", {}, [BLOOD]), ("headache", "", {}, [BLOOD]),
    ("tingling", "", {}, [BLOOD, EXAM]), ("", "numbness", None, [BLOOD, EXAM]), ("balance_problems", "", None, [BLOOD, EXAM]),
    ("muscle_pain", "", None, [BLOOD]), ("muscle_weakness", "", None, [BLOOD, EXAM]), ("walking_difficulty", "", {BLOOD: "low"}, [EXAM]),
    ("fatigue", "", {BLOOD: "low"}, []), ("fatigue", "", {BLOOD: "normal"}, []), ("fatigue", "", {BLOOD: "unknown"}, [BLOOD]),
    ("fatigue", "", {BLOOD: "borderline"}, [MMA, HCY]), ("fatigue", "", {BLOOD: "borderline", MMA: "elevated"}, [HCY]),
    ("fatigue", "", {BLOOD: "borderline", HCY: "normal"}, [MMA]), ("fatigue", "", {BLOOD: "borderline", MMA: "unknown", HCY: "borderline"}, [MMA, HCY]),
    ("fatigue", "", {BLOOD: "borderline", MMA: "elevated", HCY: "elevated"}, []), ("fatigue", "", {MMA: "elevated"}, [BLOOD]),
    ("tingling", "", {EXAM: "abnormal"}, [BLOOD]), ("tingling", "", {EXAM: "normal", BLOOD: "low"}, []), ("tingling", "", {EXAM: "unknown"}, [BLOOD, EXAM]),
    ("tingling", "", {BLOOD: "borderline"}, [MMA, HCY, EXAM]),
    ("", "", {BLOOD: "borderline"}, [MMA, HCY]), ("", "", {HCY: "elevated"}, [BLOOD]), ("", "", {}, []), ("", "", {BLOOD: "unknown"}, [BLOOD]),
]


@pytest.mark.parametrize(("present", "unsure", "tests", "raised_tests"), TESTS)
def test_tests_that_have_no_clear_result_are_raised(present: str, unsure: str, tests: Any, raised_tests: List[str]) -> None:
    assert discuss(record(present, unsure=unsure, tests=tests), ARTICLE)["tests"] == raised_tests


TREATMENTS = [  # present, diet, absorption, severity -> treatments
    ("fatigue", "vegan", "none", 5, [DIET, ORAL]), ("fatigue", "vegetarian", "none", 2, [DIET, ORAL]), ("fatigue", "vegan", None, None, [DIET, ORAL]),
    ("fatigue", "vegan", "pernicious_anemia", 5, [SHOTS]), ("fatigue", "vegetarian", "malabsorption", 5, [SHOTS]),
    ("fatigue", "vegan", "unsure", 5, [DIET, ORAL, SHOTS]), ("fatigue", "vegan", "none", 7, [DIET, ORAL, SHOTS]), ("fatigue", "vegan", "none", 6, [DIET, ORAL]),
    ("fatigue", "omnivore", "none", 5, [DIET, ORAL]), ("fatigue", "other", "none", 5, [DIET, ORAL]), ("fatigue", "omnivore", None, None, [DIET, ORAL]),
    ("fatigue", "omnivore", "pernicious_anemia", 9, [SHOTS]), ("fatigue", "omnivore", "malabsorption", None, [SHOTS]),
    ("fatigue", "omnivore", "unsure", 5, [DIET, ORAL, SHOTS]), ("fatigue", "omnivore", "none", 10, [DIET, ORAL, SHOTS]),
    ("fatigue", None, "unsure", None, [ORAL, SHOTS]), ("fatigue", None, "none", None, []), ("fatigue", None, None, 8, [SHOTS]),
    ("fatigue", None, "pernicious_anemia", None, [SHOTS]), ("fatigue", None, None, None, []),
    ("muscle_weakness", None, None, None, [MOVE]), ("balance_problems", "vegan", "none", 4, [DIET, ORAL, MOVE]),
    ("balance_problems muscle_weakness", "omnivore", "malabsorption", 8, [SHOTS, MOVE]), ("walking_difficulty", None, None, None, []),
    ("", "vegan", "none", None, [DIET, ORAL]), ("", "omnivore", "none", None, []), ("", "omnivore", "unsure", None, []),
    ("", None, "pernicious_anemia", None, [SHOTS]), ("", None, None, 9, []),
]


@pytest.mark.parametrize(("present", "diet", "absorption", "severity", "treatments"), TREATMENTS)
def test_treatments_follow_diet_absorption_and_severity(present: str, diet: Any, absorption: Any, severity: Any, treatments: List[str]) -> None:
    assert discuss(record(present, diet=diet, absorption=absorption, severity=severity), ARTICLE)["treatments"] == treatments


WHOLE = [
    (EMPTY, NOTHING), (SKIPPED, NOTHING), (record(absent="tingling fatigue"), NOTHING), (record(other_symptoms=("itchy elbows",)), NOTHING),
    (record(notes="I worry", duration="P3W", body_parts=("feet",)), NOTHING), (record(urgent=("chest_pain",)), NOTHING),
    (record("tingling", diet="vegan", absorption="none", tests={}, severity=6), raised([N], [BLOOD, EXAM], [DIET, ORAL])),
    (record("muscle_pain fatigue", diet="omnivore", absorption="pernicious_anemia", tests={BLOOD: "low"}), raised([N, A, H], [], [SHOTS])),
    (record(diet="omnivore", absorption="none", tests={BLOOD: "low"}), raised([], [], [DIET, ORAL])),
    (record("headache", tests={BLOOD: "borderline", HCY: "elevated"}, diet="vegetarian", absorption="unsure"), raised([H], [MMA], [DIET, ORAL, SHOTS])),
    (record("muscle_weakness", unsure="balance_problems", absent="tingling", severity=8, diet="other", absorption="none", tests={EXAM: "abnormal"}),
     raised([N, A], [BLOOD], [DIET, ORAL, SHOTS, MOVE])),
]


@pytest.mark.parametrize(("whole", "expected"), WHOLE)
def test_a_whole_record(whole: Record, expected: Dict[str, List[str]]) -> None:
    assert discuss(whole, ARTICLE) == expected


@given(ANY)
def test_any_record_raises_ids_of_the_article_in_its_order(any_record: Record) -> None:
    found = discuss(any_record, ARTICLE)
    for kind, known in zip(KINDS, (ARTICLE.mechanisms, ARTICLE.tests, ARTICLE.treatments), strict=True):
        assert found[kind] == [id_ for id_ in known if id_ in found[kind]]
    for point in points(any_record, ARTICLE):
        assert point.section in ARTICLE.sections
        assert "{" not in point.text
        assert point.text.endswith(".")


def test_each_sentence_names_the_symptoms_that_made_it_fit() -> None:
    texts = {point.id: point.text for point in points(KNOWN["rich"], ARTICLE)}
    assert texts[A].endswith("muscle weakness, muscle aches and pain and fatigue.")
    assert texts[EXAM].endswith("tingling, numbness and muscle weakness.")


def test_each_mechanism_has_symptoms() -> None:
    assert symptoms_of(H, ARTICLE) == ("muscle_pain",)
    assert symptoms_of(A, ARTICLE) == ("muscle_weakness", "muscle_pain", "fatigue")


@pytest.mark.parametrize(("severity", "word"), [(0, "none"), (1, "mild"), (3, "mild"), (4, "moderate"), (6, "moderate"), (7, "severe"), (10, "severe")])
def test_severity_has_a_word(severity: int, word: str) -> None:
    assert band(severity) == word


def test_every_treatment_test_and_mechanism_has_a_rule() -> None:
    rules = load_rules()
    for kind, known in zip(KINDS, (ARTICLE.mechanisms, ARTICLE.tests, ARTICLE.treatments), strict=True):
        assert list(dict.fromkeys(rule.id for rule in rules.of(kind))) == list(known)


@pytest.mark.parametrize(("old", "new", "mistake"), [
    ("- id: anemia", "- id: anaemia", "discuss.yml: mechanisms -> 1 -> id: there is no anaemia among the mechanisms"),
    ("section: injections", "section: shots", "discuss.yml: treatments -> 5 -> section: there is no section shots"),
    ("{present: [muscle_pain]}", "{present: [muscle_ache]}", "discuss.yml: mechanisms -> 2 -> when: there is no symptom muscle_ache"),
    ("severity: [severe]", "severity: [bad]", "severity: there is no answer bad"), ("{present: [muscle_pain]}", "{}", "a line without keys holds always"),
    ("absorption: [unsure], told", "absorbtion: [unsure], told", "there is no test absorbtion"),
])
def test_a_mistake_in_the_rules_is_told(tmp_path: Path, old: str, new: str, mistake: str) -> None:
    text = (DATA / "intake" / "discuss.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "discuss.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match="mistake") as told:
        read_rules(ARTICLE, tmp_path / "discuss.yml")
    assert mistake in str(told.value)

"""Records: a builder for tables of cases, some well-known ones, and any record at all for Hypothesis."""
from typing import Any

from hypothesis import strategies as st

from bot.article import load_article
from bot.intake.discuss import RESULTS
from bot.intake.record import SLOTS, Record, Symptoms

ARTICLE = load_article()
DIETS = ("omnivore", "vegetarian", "vegan", "other")
ABSORPTIONS = ("none", "pernicious_anemia", "malabsorption", "unsure")
TAKEN = ("none", "diet", "oral_supplements", "injections")
URGENT = ("chest_pain", "breathing", "stroke_signs", "sudden_paralysis", "bladder_bowel", "collapse", "overdose", "allergic_reaction", "self_harm", "other")
DURATIONS = ("P3W", "P6M", "P1Y6M", "P10D", "PT5H", "P1D", "P0D", "P500Y", "P1Y2M3W4DT5H6M7S", "P1.5Y")


def record(present: str = "", absent: str = "", unsure: str = "", **answers: Any) -> Record:
    """A record; symptoms as words with spaces between them."""
    return Record(symptoms=Symptoms(tuple(present.split()), tuple(absent.split()), tuple(unsure.split())), **answers)


RICH = record(
    "tingling numbness muscle_pain fatigue muscle_weakness", "muscle_cramps headache", "memory_problems", body_parts=("feet", "hands"), duration="P1Y6M",
    severity=7, diet="vegetarian", absorption="unsure", tests={"serum_b12": "borderline", "mma": "elevated"}, current_b12=("diet", "oral_supplements"),
    other_symptoms=("my eyelid keeps twitching", "feet like in café syrup Ω 😀"), notes="It began after my second child.")
EMPTY = record()
SKIPPED = record(skipped=SLOTS)
LONG = record(
    " ".join(ARTICLE.symptoms), other_symptoms=tuple(f"number {number} " + "it itches and burns 漢字 " * 50 for number in range(40)),
    body_parts=tuple("W" * 60 for _ in range(30)), duration="P1Y2M3W4DT5H6M7S", severity=10, diet="vegan", absorption="unsure",
    tests=dict.fromkeys(ARTICLE.tests, "borderline"), current_b12=TAKEN[1:], notes="W" * 9_000, urgent=URGENT)
URGENT_ONE = record("tingling", duration="P2D", severity=9, diet="omnivore", absorption="pernicious_anemia", tests={}, current_b12=("none",),
                    body_parts=(), urgent=("chest_pain", "stroke_signs"), skipped=("notes",))
KNOWN = {"rich": RICH, "empty": EMPTY, "skipped": SKIPPED, "long": LONG, "urgent": URGENT_ONE}


@st.composite
def symptoms(draw: st.DrawFn) -> Symptoms:
    told = draw(st.dictionaries(st.sampled_from(list(ARTICLE.symptoms)), st.sampled_from(["present", "absent", "unsure"])))
    return Symptoms(*(tuple(id_ for id_, heading in told.items() if heading == one) for one in ("present", "absent", "unsure")))


def _some(values: Any) -> Any:
    return st.lists(values, unique=True, max_size=5).map(tuple)


ODD_TEXT = ("", " ", "\x00", "a" * 3_000, "<b>&</b>", "**x** [y](z)", "\u202eabc", "ﷺ שלום", "👩\u200d👩\u200d👧", "日本語 " * 60)
ANY_TEXT = st.text(max_size=80) | st.sampled_from(ODD_TEXT)
ANY = st.builds(
    Record, symptoms=symptoms(), other_symptoms=_some(ANY_TEXT), body_parts=st.none() | _some(ANY_TEXT), duration=st.none() | st.sampled_from(DURATIONS),
    severity=st.none() | st.integers(0, 10), diet=st.none() | st.sampled_from(DIETS), absorption=st.none() | st.sampled_from(ABSORPTIONS),
    tests=st.none() | st.dictionaries(st.sampled_from(list(ARTICLE.tests)), st.sampled_from(RESULTS)), current_b12=st.none() | _some(st.sampled_from(TAKEN)),
    notes=st.none() | ANY_TEXT, skipped=_some(st.sampled_from(SLOTS)), urgent=_some(st.sampled_from(URGENT)))

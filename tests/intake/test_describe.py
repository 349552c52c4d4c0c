"""The values of the record in plain words."""
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import DataError
from bot.article.files import DATA
from bot.intake.describe import describe, duration_in_words, is_told, noted
from bot.intake.discuss import RESULTS
from bot.intake.record import ANSWERS, Record
from bot.intake.words import load_words, plain, quoted, read_words, shortened
from tests.intake.records import ABSORPTIONS, ANY, ARTICLE, DIETS, EMPTY, SKIPPED, TAKEN, URGENT, record

SAID = [
    ("symptoms", record("tingling fatigue"), "tingling and fatigue"),
    ("symptoms", record("tingling", "muscle_cramps headache", "memory_problems"), "tingling; not sure of memory problems; no muscle cramps or headaches"),
    ("symptoms", record(absent="fatigue"), "no fatigue"), ("symptoms", record(other_symptoms=("itchy elbows",)), "“itchy elbows”"),
    ("symptoms", record("tingling", "fatigue", other_symptoms=("itchy elbows",)), "tingling; “itchy elbows”; no fatigue"),
    ("other_symptoms", record(other_symptoms=("itchy elbows", "hot ears")), "“itchy elbows” and “hot ears”"),
    ("body_parts", record(body_parts=("feet", "hands")), "feet and hands"), ("body_parts", record(body_parts=()), "nowhere in particular"),
    ("duration", record(duration="P3W"), "about three weeks"), ("duration", record(duration="P0D"), "less than a day"),
    ("severity", record(severity=7), "7 out of 10"), ("severity", record(severity=0), "0 out of 10"),
    ("diet", record(diet="vegan"), "vegan"), ("absorption", record(absorption="pernicious_anemia"), "pernicious anemia or lack of intrinsic factor"),
    ("tests", record(tests={"mma": "elevated", "serum_b12": "low"}), "B12 in the blood: low; MMA: raised"), ("tests", record(tests={}), "no tests done"),
    ("tests", record(tests={"serum_b12": "unknown"}), "B12 in the blood: result not known"),
    ("current_b12", record(current_b12=("oral_supplements", "diet")), "supplements by mouth and B12-rich food"),
    ("current_b12", record(current_b12=("none",)), "no B12 taken"), ("current_b12", record(current_b12=()), "no B12 taken"),
    ("notes", record(notes="My  GP\nknows."), "“My GP knows.”"),
    ("diet", record(diet="vegan", skipped=("diet",)), "vegan"),
]


@pytest.mark.parametrize(("slot", "told", "words"), SAID)
def test_a_value_in_words(slot: str, told: Record, words: str) -> None:
    assert describe(slot, told, ARTICLE) == words


@pytest.mark.parametrize("slot", ANSWERS)
def test_what_is_missing(slot: str) -> None:
    assert describe(slot, EMPTY, ARTICLE) == load_words().empty.get(slot, "nothing yet")
    assert not is_told(slot, EMPTY)
    if slot != "other_symptoms":
        assert describe(slot, SKIPPED, ARTICLE) == "left open"


@pytest.mark.parametrize(("duration", "words"), [
    ("P1D", "one day"), ("P10D", "ten days"), ("P3W", "three weeks"), ("P6M", "six months"), ("P12M", "twelve months"), ("P18M", "18 months"),
    ("P1Y", "one year"), ("P1Y6M", "one year and six months"), ("P1.5Y", "1.5 years"), ("P0.5Y", "0.5 years"), ("P1,5Y", "1.5 years"), ("P500Y", "500 years"),
    ("PT1H", "one hour"), ("PT90M", "90 minutes"), ("P1DT12H", "one day and twelve hours"), ("P1Y2M3W4D", "one year, two months, three weeks and four days"),
    ("P0D", "less than a day"), ("P0Y6M", "six months"), ("PT0S", "less than a day"), ("P1000000Y", "1000000 years"),
    ("nonsense", "nonsense"), ("P", "P"), ("PT", "PT"), ("", ""), ("P٣W", "P٣W"),
])
def test_a_duration_in_words(duration: str, words: str) -> None:
    assert duration_in_words(duration) == words


def test_an_acknowledgement_repeats_the_duration_as_it_was_given() -> None:
    assert noted("duration", record(duration="P6M"), ARTICLE) == "six months"
    assert noted("severity", record(severity=7), ARTICLE) == "7 out of 10"
    assert noted("duration", EMPTY, ARTICLE) == "nothing yet"


@given(ANY, st.sampled_from(ANSWERS))
def test_any_record_is_said_on_one_line(any_record: Record, slot: str) -> None:
    said = describe(slot, any_record, ARTICLE)
    assert said
    assert said == plain(said)


@given(st.text(), st.integers(2, 50))
def test_quotes_are_short_and_on_one_line(text: str, limit: int) -> None:
    said = quoted(text, limit)
    assert len(said) <= limit + 2
    assert "\n" not in said
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(("text", "quote"), [
    ("“cold feet”", "“cold feet”"), ('"cold feet"', "“cold feet”"), ('my "jelly" legs', "“my ‘jelly’ legs”"), ("it's odd", "“it's odd”"), ('"', "“’”"),
])
def test_quotation_marks_are_not_doubled(text: str, quote: str) -> None:
    assert quoted(text) in (quote, quote.replace("’", "‘"))


@pytest.mark.parametrize(("text", "limit", "cut"), [
    ("short", 10, "short"), ("one two three four", 14, "one two three…"), ("a" * 20, 10, "a" * 9 + "…"), ("one, two", 6, "one…"), ("cafe\u0301 noir", 5, "caf…"),
])
def test_what_is_long_is_cut_at_a_word(text: str, limit: int, cut: str) -> None:
    assert shortened(text, limit) == cut


def test_every_id_has_words() -> None:
    words = load_words()
    assert (tuple(words.diet), tuple(words.absorption), tuple(words.current_b12)) == (DIETS, ABSORPTIONS, TAKEN)
    assert (tuple(words.urgent), tuple(words.results)) == (URGENT, RESULTS)


def test_a_mistake_in_the_words_is_told(tmp_path: Path) -> None:
    text = (DATA / "intake" / "words.yml").read_text(encoding="utf-8")
    (tmp_path / "words.yml").write_text(text.replace("  severity: How bad", "  strength: How strong"), encoding="utf-8")
    with pytest.raises(DataError, match="labels: severity has no words") as told:
        read_words(ARTICLE, tmp_path / "words.yml")
    assert "labels: there is no strength" in str(told.value)

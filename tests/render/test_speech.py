"""Everything the assistant can say, as it is spoken: no sign left over, a breath at a time, as long as it was reckoned."""
import re
from typing import Dict, Iterator, List, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Block, Said
from bot.answers.wording import written
from bot.article import load_article
from bot.render.breath import LONGEST, in_breaths, seconds
from bot.render.message import to_message
from bot.render.speech import _TOLD, choices_line, render
from bot.render.spoken import spoken
from bot.render.wording import load_voice
from tests.voice.espeak import needs_espeak, spoken_seconds
from tests.voice.everything import intake, other_readings, questions, said_for, urgents

SIGNS = re.compile(r"[*_`|#<>\[\](){}\"“”„«»/\\~^=+%&@…;:–—]|https?|www\.|\b[A-Z]{2,}|B ?12|\d{4}|P\d+[YMWD]|\b[a-z]+_[a-z]+")
_SECONDS_OFF = 0.75  # by which the reckoning may fall short, in a breath that is not near the limit


def everything() -> Iterator[Said]:
    yield from (said_for(reading) for reading in [*questions(), *other_readings(), *urgents()])
    yield from (said for _, said in intake())


def speech(said: Said) -> str:
    return str(to_message(said, load_article(), "speech")["text"])


def breaths(text: str) -> List[str]:
    first, *more = text.split("\n\n")
    return [*in_breaths(first), *more]


@pytest.fixture(scope="module")
def all_breaths() -> Dict[str, None]:
    """Every breath of everything but emergencies, which are said whole."""
    return {breath: None for said in everything() if said.custom["type"] != "urgent" for breath in breaths(speech(said))}


def test_nothing_is_left_that_is_not_for_the_ear() -> None:
    leftovers = {text: found.group() for text in map(speech, everything()) if (found := SIGNS.search(text))}
    assert not leftovers


def test_everything_is_said_in_whole_sentences() -> None:
    for text in map(speech, everything()):
        for breath in breaths(text):
            assert breath[0].isupper() or breath[0].isdigit(), text
            assert breath[-1] in ".?!", text


def test_an_answer_is_one_to_three_sentences_before_more_is_offered() -> None:
    for said in (said_for(reading) for reading in [*questions(), *other_readings()]):
        first = speech(said).split("\n\n")[0]
        assert 1 <= len(re.findall(r"[.?!](?= |$)", first)) <= 4, first  # "Yes." is one of them
        assert seconds(first) <= LONGEST, first


def test_no_breath_is_reckoned_longer_than_eight_seconds(all_breaths: Dict[str, None]) -> None:
    assert len(all_breaths) > 300
    assert not [breath for breath in all_breaths if seconds(breath) > LONGEST]


@needs_espeak
def test_no_breath_takes_longer_than_eight_seconds_to_speak(all_breaths: Dict[str, None]) -> None:
    longest = sorted(all_breaths, key=seconds)[-70:]
    too_long = {breath: took for breath in longest if (took := spoken_seconds(breath)) > LONGEST}
    assert not too_long


@needs_espeak
def test_the_reckoning_is_near_what_is_spoken(all_breaths: Dict[str, None]) -> None:
    for breath in list(all_breaths)[::12]:
        assert -_SECONDS_OFF < seconds(breath) - spoken_seconds(breath) < 2, breath


def test_an_emergency_is_said_whole() -> None:
    for reading in urgents():
        said = said_for(reading)
        assert "\n\n" not in speech(said)
        assert "your local emergency number" in speech(said)
        assert spoken(said.short) == speech(said)


def test_a_listener_can_hear_all_that_a_reader_sees() -> None:
    text = speech(said_for(next(question for question in questions() if (question.topic, question.facet) == ("comparison", "speed"))))
    assert all(word in text for word in ("gradual", "weeks or months"))
    review = speech(dict(intake())["review_review"])
    assert all(word in review for word in ("numbness", "pernicious anemia", "seven out of ten", "one year and six months", "a link"))


def test_what_is_said_first_is_not_said_again() -> None:
    text = speech(said_for(next(question for question in questions() if question.topic == "food" and question.facet == "vegan")))
    assert text.count("fortified cereals") == 1


@pytest.mark.parametrize(("name", "text"), [
    ("severity_noted", "One year and six months. How bad is it, from zero to ten?"),
    ("severity_problem_too_high", "My scale ends at ten, which is as bad as it can be. Which number from zero to ten fits?"),
    ("diet_changed", "Changed, seven out of ten. How do you eat? You can say everything, vegetarian, vegan, or something else."),
    ("consent_first", "May I keep your answers for a summary? Yes or no?"),
    ("body_parts_more", "Feet and hands. Anywhere else? If not, say that's all."),
    ("offer", "Shall I ask what a healthcare provider would ask, and sum up your answers?"),
    ("review_changed", "Changed, one year and six months. Is everything right? Say yes, or say more to hear it."),
])
def test_the_intake_asks_one_thing_at_a_time(name: str, text: str) -> None:
    assert speech(dict(intake())[name]).split("\n\n")[0] == text


@pytest.mark.parametrize(("text", "aloud"), [
    ("B12", "B twelve."), ("low b-12 levels", "Low B twelve levels."), ("a B12-rich diet", "A B twelve rich diet."), ("MMA and DNA", "M M A and D N A."),
    ("M M A", "M M A."), ("7 out of 10", "Seven out of ten."), ("7/10", "Seven out of ten."), ("1–3 weeks", "One to three weeks."), ("21 days", "Twenty-one days."),
    ("1,000 characters", "1000 characters."), ("2.5 mg", "2.5 mg."), ("50%", "Fifty percent."), ("fish & meat", "Fish and meat."),
    ("e.g. eggs", "For example eggs."), ("**Bold** and _thin_", "Bold and thin."), ("[PDF](https://example.org/x)", "P D F."),
    ("see https://example.org/a?b=c now", "See a link now."),
    ("one (or two) of them", "One, or two, of them."), ("low; high: both", "Low, high, both."), ("“quoted”", "Quoted."), ("it’s", "It's."), ("yes!!! 🙂", "Yes!"),
    ("<speak>hi</speak>", "Speak hi or speak."), ("I AM IN SO MUCH PAIN", "I am in so much pain."), ("", ""), ("…", ""), ("🙂", ""), ("* - |", ""),
    ("one\n\ntwo", "One. Two."), ("the under-tongue kind", "The under-tongue kind."),
])
def test_text_becomes_speech(text: str, aloud: str) -> None:
    assert spoken(text) == aloud


@given(st.text(max_size=300))
def test_any_text_becomes_speech_or_nothing(text: str) -> None:
    aloud = spoken(text)
    assert all(character.isalnum() or character in " .,?!'-" for character in aloud)
    assert not aloud or aloud[-1] in ".?!"
    for breath in in_breaths(aloud):
        assert breath[-1] in ".?!"


def test_a_reader_gets_it_back() -> None:
    assert written("Low B twelve. M M A and D N A. I am.") == "Low B12. MMA and DNA. I am."


@pytest.mark.parametrize(("titles", "line"), [
    ([], ""), (["Diet"], "You can say diet."), (["Diet", "Injections"], "You can say diet or injections."),
    (["Diet", "How is it tested?", "MMA test"], "You can say diet, how is it tested, or M M A test."), (["Injections: form"], "You can say injections, form."),
])
def test_choices_are_said(titles: List[str], line: str) -> None:
    assert choices_line(titles) == line


def test_every_kind_of_block_is_told() -> None:
    assert set(_TOLD) == set(get_args(Block))


def test_even_nothing_is_spoken() -> None:
    assert render(Said((), {"type": "answer"}, ""), load_article()) == "Sorry. Please say it again."


def test_what_only_a_voice_says_fits_a_breath() -> None:
    voice = load_voice()
    said = [text for value in voice.said.dict().values() for text in (value if isinstance(value, list) else [value])]
    for text in [*voice.instead.values(), *said]:
        assert all(seconds(breath) <= LONGEST for breath in in_breaths(spoken(text)))
        assert seconds(in_breaths(spoken(text))[0]) <= LONGEST

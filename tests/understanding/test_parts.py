"""Several questions in one message, and questions at the end of stories."""
from typing import List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.parts import split_parts, split_topics


def asked(text: str) -> List[str]:
    return [part.text for part in split_parts(text) if part.asks]


@pytest.mark.parametrize(("text", "questions"), [
    ("what causes it and how do they test for it?", ["what causes it", "how do they test for it?"]),
    ("What is MMA? And when is it done?", ["What is MMA?", "when is it done?"]),
    ("Is it dangerous, can it be cured, and what does it cost?", ["Is it dangerous", "can it be cured", "what does it cost?"]),
    ("how fast do injections work and how often do you need them", ["how fast do injections work", "how often do you need them"]),
    ("- what are the symptoms\n- which tests are there", ["what are the symptoms", "which tests are there"]),
    ("1. what causes low b12 2. can it be treated", ["what causes low b12", "can it be treated"]),
    ("tell me what myelin is and which foods help", ["tell me what myelin is", "which foods help"]),
    ("I want to ask what is MMA and also if exercise is helpful", ["I want to ask what is MMA", "whether exercise is helpful"]),
    ("tell me what myelin is and also if clams have it", ["tell me what myelin is", "whether clams have it"]),
    ("I'm wondering what MMA is and whether beef has b12", ["I'm wondering what MMA is", "whether beef has b12"]),
    ("I'd like to know how anemia makes muscles hurt. And how quickly do pills help?",
     ["I'd like to know how anemia makes muscles hurt.", "how quickly do pills help?"]),
])
def test_several_questions_are_told_apart(text: str, questions: List[str]) -> None:
    assert asked(text) == questions


@pytest.mark.parametrize("text", [
    "are meat and fish good sources", "are you tired and dizzy with low b12", "what is the difference between tablets and injections",
    "do you only get it from beef or is chicken ok too", "is neuropathy, which is nerve damage, reversible", "do people know how it works",
    "what happens if i eat no meat and if i take no pills", "besides tingling what does nerve damage feel like",
    "is it one single reason or several why low b12 leads to muscle trouble", "it is in eggs, isn't it?", "do they hold any, what they lay?",
])
def test_one_question_stays_whole(text: str) -> None:
    assert asked(text) == [text]


@pytest.mark.parametrize(("text", "question"), [
    ("My wife blames my lunches, I blame my age. What are the causes of it?", "What are the causes of it?"),
    ("i'm vegan and my feet tingle so i was wondering which foods have b12", "which foods have b12"),
    ("hi so my mom has had tingling in her feet and the doctor said b12 what kind of food should she eat", "what kind of food should she eat"),
    ("Which foods have it? I ask because my sister is vegan.", "Which foods have it?"),
])
def test_a_story_is_told_from_its_question(text: str, question: str) -> None:
    assert asked(text) == [question]


@pytest.mark.parametrize("text", ["my feet tingle and i am tired", "clams", "foods which have b12", "my doctor, who is nice, told me about it",
    "my husband is 81 and is getting forgetful", "she has numb feet and can hardly walk", "apart from tingling i have numb feet"])
def test_what_is_told_asks_nothing(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(("text", "topics"), [
    ("symptoms and treatment", ["symptoms", "treatment"]), ("causes, tests, foods", ["causes", "tests", "foods"]),
    ("symptoms & treatment of b12 deficiency", ["symptoms", "treatment of b12 deficiency"]),
    ("meat and fish", []), ("tired and dizzy", []), ("symptoms and signs of it", ["symptoms", "signs of it"]), ("foods", []),
])
def test_a_list_of_topics(text: str, topics: List[str]) -> None:
    assert split_topics(text) == topics


@given(st.text())
def test_any_text_has_parts(text: str) -> None:
    assert all(part.text.strip() for part in split_parts(text))

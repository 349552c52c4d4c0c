"""What is said next, and what is offered."""
from typing import List

import pytest

from bot.voice.script import Script, asked, plainly, script

LONG = "This sentence takes about four seconds to say, as it is meant to do."
CHOICES = ("Diet", "Tablets")


def told(start: Script) -> List[str]:
    """Everything a listener hears who always wants to go on."""
    breath = start.next()
    said = [breath.text]
    while breath.rest:
        breath = breath.rest.next()
        said.append(breath.text)
    return said


def test_what_fits_is_said_at_once_with_the_choices() -> None:
    assert script(["It is."], asks=False, choices=CHOICES).next() == ("It is. You can say diet or tablets.", False, Script(choices=CHOICES))


def test_more_is_offered_before_it_is_said() -> None:
    said = told(script(["First.\n\nSecond.\n\nThird."], asks=False, choices=CHOICES))
    assert said == ["First. Would you like to hear more?", "Second. Would you like to hear more?", "Third. You can say diet or tablets."]


def test_what_has_to_be_said_goes_on_when_asked() -> None:
    first = script([LONG, LONG.replace("This", "That")], asks=False, choices=()).next()
    assert first.text == f"{LONG} Shall I go on?"
    assert first.offers


def test_several_messages_are_said_in_one_breath_if_they_fit() -> None:
    assert script(["It is.", "How long?"], asks=True, choices=()).next() == ("It is. How long?", False, Script(question="How long?"))


def test_the_open_question_comes_last_again() -> None:
    said = told(script(["It is.\n\nMore of it.\n\nAnd more.", "How long?"], asks=True, choices=()))
    assert said == ["It is. How long?", "More of it. Would you like to hear more?", "And more. How long?"]


def test_who_wants_no_more_is_asked_the_open_question() -> None:
    first = script([LONG, "How long have you had this, in weeks, months or years?"], asks=True, choices=()).next()
    assert first.offers
    assert first.rest.skipped().next().text == "How long have you had this, in weeks, months or years?"


def test_a_question_is_not_cut_before_its_choices() -> None:
    question = "Changed, one year and six months. How do you eat every day? You can say everything, vegetarian, vegan, or something else."
    breath = script([question], asks=True, choices=()).next()
    assert breath.text == "Changed, one year and six months. How do you eat every day?"
    assert breath.rest.more == ("You can say everything, vegetarian, vegan, or something else.",)


@pytest.mark.parametrize(("text", "question"), [
    ("Three weeks. How bad is it?", "How bad is it?"), ("Vegan. How do you eat? You can say all.", "How do you eat? You can say all."),
    ("May I keep it? Yes or no?", "May I keep it? Yes or no?"), ("That is everything. Say more to hear it.", "That is everything. Say more to hear it."), ("", "")])
def test_the_question_is_asked_again_without_what_led_to_it(text: str, question: str) -> None:
    assert asked(text) == question


def test_it_is_asked_what_else_where_nothing_else_is() -> None:
    assert script(["It is."], asks=False, choices=(), closes=True).next().text == "It is. Anything else?"
    assert script(["It is."], asks=False, choices=CHOICES, closes=True).next().text == "It is. You can say diet or tablets."
    assert told(script(["It is.\n\nMore."], asks=False, choices=(), closes=True)) == ["It is. Would you like to hear more?", "More. Anything else?"]


def test_a_sentence_of_our_own_is_spoken() -> None:
    assert plainly("B12 (all of it)").next().text == "B twelve, all of it."
    assert not Script()
    assert Script().next().text == "What else would you like to know?"

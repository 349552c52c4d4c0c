"""Emergency detection: what a message says, and the reason that is found in it (None: no emergency)."""
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.article.errors import DataError
from bot.safety import find_urgent
from bot.safety.detect import build_detector, is_excused
from bot.safety.flags import load_flags

CONTRACT = "chest_pain breathing stroke_signs sudden_paralysis bladder_bowel collapse overdose allergic_reaction self_harm other"
HERE = Path(__file__).parent


def messages(name: str) -> List[object]:
    """The messages of a list beside this file, as (text, reason)."""
    content: Dict[str, List[str]] = YAML(typ="safe", pure=True).load((HERE / name).read_text(encoding="utf-8"))
    return [pytest.param(text, None if reason == "none" else reason, id=text) for reason, texts in content.items() for text in texts]


@pytest.mark.parametrize(("text", "reason"), messages("development.yml"))
def test_messages_written_before_the_detector(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), messages("second_opinion.yml"))
def test_messages_in_other_styles(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), messages("more_voices.yml"))
def test_messages_of_further_rounds(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    *messages("blind_round.yml"), *messages("second_blind_round.yml"), *messages("third_blind_round.yml"), *messages("fourth_blind_round.yml")])
def test_messages_of_blind_rounds(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("my chest hurts", "chest_pain"), ("my chest is hurting", "chest_pain"), ("painful chest", "chest_pain"), ("chest pains", "chest_pain"),
    ("he fainted", "collapse"), ("he keeps fainting", "collapse"), ("he faints all the time today", "collapse"),
    ("I am choking", "breathing"), ("she is unable to breathe", "breathing"), ("paralysed legs", "sudden_paralysis"),
    ("paralyzed legs", "sudden_paralysis"),
    ("I feel suicidal", "self_harm"), ("I think of suicide", "self_harm"), ("I overdosed", "overdose"), ("I am overdosing", "overdose"),
])
def test_word_forms(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("chset pian", "chest_pain"), ("cheast hurtss", "chest_pain"), ("cant breth", "breathing"), ("i cnat brethe", "breathing"),
    ("sucidal", "self_harm"),
    ("killmyself", "self_harm"), ("chestpain", "chest_pain"), ("uncon scious no, unconsious yes", "collapse"),
    ("he is having a siezure", "other"),
    ("anaphalaxis", "allergic_reaction"), ("throat is sweling up", "allergic_reaction"), ("hart attack help", "chest_pain"),
    ("i wnat to die", "self_harm"), ("vommiting blood", "other"), ("su1cidal", "self_harm"), ("k*ll myself", "self_harm"),
    ("i've collasped", "collapse"),
])
def test_typing_mistakes(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("CANT BREATHE", "breathing"), ("kms", "self_harm"), ("od'd on pills", "overdose"), ("chest hurts rn", "chest_pain"),
    ("im suicidal", "self_harm"),
    ("um my uh chest um hurts", "chest_pain"), ("I I can't can't breathe", "breathing"), ("i no can breathe", "breathing"),
    ("chest have pain strong", "chest_pain"),
    ("he not wake up", "collapse"), ("me want die", "self_harm"), ("i can\u200bt breathe", "breathing"),
    ("I can’t breathe", "breathing"), ("ＣＨＥＳＴ ＰＡＩＮ", "chest_pain"),
])
def test_ways_of_writing(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("no chest pain", None), ("I have no chest pain", None), ("no chest pain, fainting or seizures", None), ("chest pain: no", None),
    ("without any chest pain", None), ("I am not suicidal", None), ("I don't think I'm having a heart attack", None),
    ("no tingling just chest pain", "chest_pain"), ("no tingling but chest pain", "chest_pain"), ("no tingling, chest pain", "chest_pain"),
    ("not numb, only chest pain", "chest_pain"), ("I don't know why but my chest hurts", "chest_pain"),
    ("not sure but I think I can't breathe", "breathing"),
    ("the chest pain does not go away", "chest_pain"), ("no doubt this is a heart attack", "chest_pain"), ("no I passed out", "collapse"),
    ("no fever although my throat is closing", "allergic_reaction"), ("not tired because I can't breathe", "breathing"),
])
def test_denial_and_where_it_ends(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("I fainted in 2010", None), ("I fainted years ago", None), ("In 2010, I had a heart attack", None),
    ("I used to have seizures", None), ("I had seizures as a child", None),
    ("chest pain since this morning", "chest_pain"), ("I passed out an hour ago", "collapse"), ("I passed out yesterday", "collapse"),
    ("I had a heart attack in 2010 and now my chest hurts again", "chest_pain"), ("I used to be suicidal and I am again", "self_harm"),
    ("when I was in the shower I passed out", "collapse"),
])
def test_what_is_long_past(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("my dad has chest pain", "chest_pain"), ("my baby is not breathing", "breathing"), ("somebody collapsed here", "collapse"),
    ("my wife took 40 pills", "overdose"), ("a colleague has a seizure", "other"), ("my friend wants to kill himself", "self_harm"),
    ("her face is drooping", "stroke_signs"), ("the neighbour is unconscious", "collapse"),
])
def test_someone_else_is_meant(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("can low B12 cause chest pain?", None), ("is chest pain a symptom", None), ("what happens if someone overdoses", None),
    ("what if I get chest pain", None),
    ("can you overdose on b12", None), ("what if I take too much b12", None), ("what are the signs of a stroke", None),
    ("suicide rate in vegans", None),
    ("can you help, my dad has chest pain", "chest_pain"), ("can you help me my dad has chest pain", "chest_pain"),
    ("can low b12 cause chest pain because I have it right now", "chest_pain"),
    ("why does my chest hurt", "chest_pain"), ("could my chest pain come from b12", "chest_pain"),
    ("am I having a stroke?", "stroke_signs"),
    ("the injection is causing chest pain", "chest_pain"), ("can low b12 make me want to kill myself", "self_harm"),
    ("what is the easiest way to die", "self_harm"),
    ("is it normal that my throat is swelling", "allergic_reaction"),
])
def test_questions_about_a_thing(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize("text", [
    "could murder a steak", "this diet will be the death of me", "dying for a burger", "my feet are killing me", "I'd kill for a nap",
    "died laughing",
    "bored to death", "scared to death", "the bill gave me a heart attack", "my phone died", "shoot me a message", "jump off topic",
    "overdosed on netflix", "drowning in work", "career suicide", "I nearly fainted when I saw the price",
])
def test_figures_of_speech(text: str) -> None:
    assert find_urgent(text) is None


@pytest.mark.parametrize("text", [
    "tingling", "numb feet for weeks", "burning hands", "weakness in my legs over months", "cramps", "fatigue", "dizziness",
    "headache", "balance problems",
    "memory problems", "out of breath on the stairs", "pins and needles in my arm", "I am depressed", "woke up with numb hands",
    "I can't feel my feet", "my muscles hurt after the gym, chest and arms",
])
def test_ordinary_symptoms(text: str) -> None:
    assert find_urgent(text) is None


@pytest.mark.parametrize(("text", "reason"), [
    ("chest pain and I want to die", "self_harm"), ("I can't breathe and took 40 pills", "overdose"),
    ("hives and I can't breathe since the injection", "allergic_reaction"),
    ("chest pain and I passed out", "chest_pain"), ("I passed out and have chest pain", "collapse"),
    ("what foods have b12? also my chest hurts", "chest_pain"),
])
def test_which_reason_is_said_of_several(text: str, reason: str) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("weak legs for months, but tonight I can't move them", "sudden_paralysis"), ("I can't move my arms properly, for months now", None),
    ("I scalded my baby with boiling water", "other"), ("I do not become air", "breathing"), ("do I become breathless from it?", None),
])
def test_where_a_guard_ends_and_what_a_pattern_joins(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "excused"), [
    ("my bladder is okay", True), ("I took two tablets this morning", True), ("the legs of my mother do not work", False), ("no chest pain", True),
])
def test_what_excuses_the_classifier(text: str, excused: bool) -> None:
    assert is_excused(text) is excused


def test_what_sounds_ordinary_does_not_excuse_self_harm() -> None:
    assert is_excused("they are fine with it", ordinary=True)
    assert not is_excused("they are fine with it", ordinary=False)


@pytest.mark.xfail(strict=True, reason="a false alarm that is known; the words alone do not tell it from an emergency")
@pytest.mark.parametrize("text", [
    "am I dying?", "I don't want to live with tingling forever",
    "no: chest pain, fainting",
    "overdose?", "suicide is not something I think about", "my therapist asked whether I'm suicidal and I'm not",
])
def test_known_false_alarms(text: str) -> None:
    assert find_urgent(text) is None


@pytest.mark.xfail(strict=True, reason="\"today\" takes back what is past in the whole sentence, so that the older sign is told first")
def test_a_past_sign_beside_a_present_one() -> None:
    assert find_urgent("I fainted last year and today I can't breathe") == "breathing"


@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_raises(text: str) -> None:
    assert find_urgent(text) in (None, *CONTRACT.split())


@given(st.lists(st.sampled_from(
    ["my", "chest", "no", "not", "pain", ".", ",", "?", "i", "cannot", "breathe", "if", "in", "2010", "or", "but", "want", "to", "die"]), max_size=60))
def test_no_order_of_words_raises(words: List[str]) -> None:
    assert find_urgent(" ".join(words)) in (None, *CONTRACT.split())


@pytest.mark.parametrize("text", ["", " ", "\n", "?!", "🙂", "\ud800", "x" * 100_000, "chest pain " * 10_000, "a b c d e f g"],
                         ids=["empty", "blank", "line", "marks", "emoji", "surrogate", "long word", "long", "letters"])
def test_odd_texts_do_not_raise(text: str) -> None:
    find_urgent(text)


def test_the_reasons_are_the_contracts() -> None:
    file = load_flags()
    assert sorted(file.signs) == sorted(CONTRACT.split())
    assert set(file.first) | set(file.alone) <= set(file.signs)


def test_a_pattern_that_names_no_list_is_a_readable_mistake() -> None:
    file = load_flags().copy(update={"figures": ["<drawers> of"]})
    with pytest.raises(DataError, match="red_flags.yml: there is no list <drawers>"):
        build_detector(file, set())


def test_rasa_is_not_imported() -> None:
    code = "import sys, bot.safety; bot.safety.find_urgent('x'); sys.exit('rasa' in sys.modules or 'rasa_sdk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=HERE.parents[1], timeout=60).returncode == 0


COMPLAINTS = (
    "pale skin, dizziness, itching, rash, cough, nausea, hair loss, blurred vision, ringing ears, heartburn, sweating, chills, back pain, stiff neck, swollen "
    "ankles, dry mouth, thirst, palpitations, fever, shaky hands")


@pytest.mark.parametrize(("text", "reason"), [
    (COMPLAINTS, None), (f"{COMPLAINTS}, chest pain", "chest_pain"), ("fever, stiff neck, rash, confusion, headache", "other"),
    ("my toes have been burning at night and I've lost my balance on the stairs twice", None), ("my arms have been burning", None),
    ("I have been burning my arms", "self_harm"), ("I keep burning myself", "self_harm"), ("I take too many tablets every day, seven of them", None),
    ("I took too many tablets", "overdose"), ("I take too many painkillers every day", "overdose"), ("I had chest pain last year", None),
])
def test_what_an_outside_tester_found(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason


@pytest.mark.parametrize(("text", "reason"), [
    ("my nerves are on edge", None), ("my nerves are totally on edge today", None), ("it sets my teeth on edge", None), ("my teeth are on edge", None),
    ("my nerves are on edge and I want to die", "self_harm"), ("my nerves are on edge, standing on the roof edge", "self_harm"),
    ("my nerves are shot and I am on the edge of a cliff", "self_harm"), ("i am on the edge", "self_harm"),
    ("my chest hurt from laughing so much at that film", None), ("we laughed so hard my chest hurt", None), ("my ribs and chest hurt from laughing", "chest_pain"),
    ("my chest hurts from laughing too much", "chest_pain"), ("my chest hurts when laughing", "chest_pain"),
    ("I was laughing and suddenly my chest hurt", "chest_pain"),
    ("my chest hurt from laughing, but now the pain spreads to my arm", "chest_pain"), ("my chest hurt from laughing. It is tight", "chest_pain"),
    ("my chest hurt from laughing and now I cannot breathe", "chest_pain"), ("my chest hurt after push-ups", "chest_pain"),
    ("my tung is swelling and i cannot breathe", "allergic_reaction"),
])
def test_what_laughing_and_nerves_excuse(text: str, reason: Optional[str]) -> None:
    assert find_urgent(text) == reason

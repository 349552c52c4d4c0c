"""Each row: what a person types, and what is told of which symptom. `+` present, `-` absent, `?` unsure."""
import time
from typing import Dict, List, Sequence, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import load_article
from bot.intake.own_words import LONGEST_OTHER, MOST_OTHER
from bot.intake.parsed import SymptomsTold
from bot.intake.symptoms import parse_symptoms
from bot.intake.tokens import tokenize

ARTICLE = load_article()


def told(text: str, *, asked: bool = True) -> SymptomsTold:
    return parse_symptoms(tokenize(text), text, ARTICLE, asked=asked)


def by_id(text: str, *, asked: bool = True) -> Dict[str, str]:
    said = told(text, asked=asked)
    return {**dict.fromkeys(said.present, "present"), **dict.fromkeys(said.absent, "absent"), **dict.fromkeys(said.unsure, "unsure")}


SENTENCES: List[Tuple[str, str]] = [
    # but, just, only, because
    ("no tingling but cramps", "-tingling +muscle_cramps"),
    ("no tingling, numbness or cramps", "-tingling -numbness -muscle_cramps"),
    ("no tingling, just cramps", "-tingling +muscle_cramps"),
    ("I'm not forgetful, just shattered", "-memory_problems +fatigue"),
    ("neither numb nor burning", "-numbness -burning"),
    ("not only tired but also pale", "+fatigue +pale_skin"),
    ("no doubt it's cramps", "+muscle_cramps"), ("not just cramps", "+muscle_cramps"), ("not without pain", "+muscle_pain"),
    ("no headaches, only cramps in my calves", "-headache +muscle_cramps"),
    ("I don't have headaches, but my calves cramp and my arms ache", "-headache +muscle_cramps +muscle_pain"),
    ("my feet don't burn, they are just numb", "-burning +numbness"),
    ("neither numbness nor tingling, only this endless fatigue", "-numbness -tingling +fatigue"),
    ("I don't have balance trouble and no cramps, but my memory is awful", "-balance_problems -muscle_cramps +memory_problems"),
    ("no pain at all, just weakness in both legs", "-muscle_pain +muscle_weakness"),
    ("tired because my legs hurt, no headaches though", "+fatigue +muscle_pain -headache"),
    ("it isn't numbness, it's more of a tingling", "-numbness +tingling"),
    ("I wouldn't say I'm depressed, but I'm irritable", "-depression +irritability"),
    ("not exactly numb, more like tingling", "-numbness +tingling"),
    ("burning rather than tingling", "+burning -tingling"),
    ("always tired but no aches", "+fatigue -muscle_pain"),
    ("tired yes, numb no", "+fatigue -numbness"),
    ("no numbness, no tingling, no burning, but exhausted", "-numbness -tingling -burning +fatigue"),
    ("no cramps, still tired", "-muscle_cramps +fatigue"),
    ("no headaches, my feet burn", "-headache +burning"),
    ("no headaches and I get cramps", "-headache +muscle_cramps"),
    ("no headaches, tired all the time", "-headache +fatigue"),
    ("I haven't noticed any tingling or numbness, however my balance is bad", "-tingling -numbness +balance_problems"),
    ("without cramps, though with burning", "-muscle_cramps +burning"),
    ("nothing like cramps", "-muscle_cramps"), ("free of headaches", "-headache"), ("I deny any numbness", "-numbness"),
    ("I never get headaches", "-headache"), ("haven't had any cramps", "-muscle_cramps"), ("no sign of numbness", "-numbness"),
    ("it doesn't burn", "-burning"), ("I am not pale", "-pale_skin"), ("no longer tired", "-fatigue"),
    ("my tongue doesn't hurt", "-sore_tongue"), ("I'm not depressed", "-depression"), ("I don't feel weak", "-muscle_weakness"),
    ("I dont have brain fog", "-cognitive_difficulty"), ("no balance problems", "-balance_problems"), ("no memory problems", "-memory_problems"),
    ("no trouble walking", "-walking_difficulty"), ("no problem with walking or thinking", "-walking_difficulty -cognitive_difficulty"),
    ("nope, no cramps", "-muscle_cramps"), ("no, just tired", "+fatigue"), ("no, I have cramps", "+muscle_cramps"),
    ("yes, cramps and numbness", "+muscle_cramps +numbness"),
    ("hardly any headaches", "-headache"), ("not tired or weak", "-fatigue -muscle_weakness"), ("no tingling/numbness", "-tingling -numbness"),
    ("no cramps or spasms, otherwise tired", "-muscle_cramps +fatigue"),
    ("except for tiredness nothing", "+fatigue"), ("nothing except cramps", "+muscle_cramps"), ("nothing but headaches", "+headache"),
    ("no symptoms apart from a sore tongue", "+sore_tongue"),
    ("I'm fine apart from the numbness", "+numbness"),
    # What stands after
    ("cramps: no", "-muscle_cramps"), ("tingling yes, numbness no", "+tingling -numbness"), ("memory fine", "-memory_problems"),
    ("balance is ok", "-balance_problems"),
    ("tongue normal", "-sore_tongue"), ("headache - nope", "-headache"), ("tingling yes numbness no cramps yes", "+tingling -numbness +muscle_cramps"),
    ("tingling? yes. numbness? no.", "+tingling -numbness"), ("tingling and cramps: no, tired: yes", "-tingling -muscle_cramps +fatigue"),
    ("headaches not really", "-headache"), ("fatigue yes, a lot", "+fatigue"), ("cramps, not at all", "-muscle_cramps"), ("tired, yes", "+fatigue"),
    ("memory and balance are fine", "-memory_problems -balance_problems"),
    ("my memory is good but my balance is terrible", "-memory_problems +balance_problems"),
    ("energy ok, mood ok", "-fatigue -irritability -depression"), ("walking is fine", "-walking_difficulty"), ("I can walk fine", "-walking_difficulty"),
    ("I can think clearly", "-cognitive_difficulty"), ("concentration no problem", "-cognitive_difficulty"), ("skin looks normal", "-pale_skin"),
    ("the cramps are not an issue", "-muscle_cramps"), ("numbness, none", "-numbness"),
    ("no: tingling, cramps. yes: headaches", "-tingling -muscle_cramps +headache"),
    # Symptoms that hold a "no"
    ("can't walk properly", "+walking_difficulty"), ("can't feel my toes", "+numbness"), ("no energy", "+fatigue"), ("no strength", "+muscle_weakness"),
    ("can't remember", "+memory_problems"),
    ("no feeling in my feet but no pain", "+numbness -muscle_pain"), ("I can't concentrate and I'm not sleeping", "+cognitive_difficulty"),
    ("no balance issues, no energy", "-balance_problems +fatigue"),
    ("never been so tired", "+fatigue"), ("the numbness never goes away", "+numbness"), ("the cramps won't go away", "+muscle_cramps"),
    ("I don't know why I'm so tired", "+fatigue"),
    ("I can't stand the burning", "+burning"), ("not a day without headaches", "+headache"), ("no idea why my feet tingle", "+tingling"),
    ("not always tired", "+fatigue"),
    ("the tingling hasn't gone", "+tingling"), ("no wonder I'm tired", "+fatigue"), ("can't get rid of the headaches", "+headache"),
    ("nothing helps the cramps", "+muscle_cramps"),
    ("I'm not well, tired and achy", "+fatigue +muscle_pain"), ("the pain isn't getting better", "+muscle_pain"),
    ("I cannot complain about headaches, but I'm tired", "-headache +fatigue"),
    # Unsure
    ("not sure about my memory", "?memory_problems"), ("maybe cramps", "?muscle_cramps"), ("perhaps a little numb", "?numbness"),
    ("I might have numbness", "?numbness"),
    ("I think I have cramps but I'm not certain", "?muscle_cramps"), ("sort of numb", "?numbness"), ("possibly burning", "?burning"),
    ("can't tell whether it's numbness", "?numbness"),
    ("hard to say if it's burning or tingling", "?burning ?tingling"), ("cramps? maybe", "?muscle_cramps"),
    ("tired for sure, maybe a bit forgetful", "+fatigue ?memory_problems"),
    ("maybe tingling, tired for sure", "?tingling +fatigue"), ("memory - not sure", "?memory_problems"),
    ("not sure about tingling, numbness or cramps", "?tingling ?numbness ?muscle_cramps"),
    ("not sure whether I'm pale, but definitely tired", "?pale_skin +fatigue"), ("balance, hard to say", "?balance_problems"),
    ("I don't know if I'm depressed", "?depression"),
    ("it could be cramps", "?muscle_cramps"), ("tingling yes, numbness maybe, cramps no", "+tingling ?numbness -muscle_cramps"),
    ("unsure about my balance but my legs are weak", "?balance_problems +muscle_weakness"),
    ("not sure about my memory and my balance", "?memory_problems ?balance_problems"), ("I'm not sure what's wrong, I'm tired", "+fatigue"),
    # Other people
    ("my mother has it, not me", ""), ("my dad has cramps", ""), ("my son is pale", ""), ("my mother has cramps but I don't", "-muscle_cramps"),
    ("my dad has cramps and so do I", "+muscle_cramps"),
    ("my wife says I'm forgetful and grumpy", "+memory_problems +irritability"), ("people say I look pale", "+pale_skin"),
    ("my husband is always tired, but I have headaches", "+headache"),
    ("she is tired and weak", ""), ("my mother's hands tingle", ""), ("my sister gets headaches and numb feet", ""),
    ("since my mother died I've been depressed", "+depression"),
    ("I snap at my wife and forget things", "+irritability +memory_problems"), ("my brother is vegan and has cramps, I'm just tired", "+fatigue"),
    ("like my mother I have headaches", "+headache"),
    ("after my son was born I was exhausted", "+fatigue"), ("my dad had numb feet, mine burn", "+burning"),
    ("my doctor thinks my numbness comes from the nerves", "+numbness"),
    # Past
    ("I used to have headaches", "-headache"), ("the tingling has gone", "-tingling"), ("had cramps last year but not any more", "-muscle_cramps"),
    ("have had cramps for weeks", "+muscle_cramps"),
    ("has been burning since", "+burning"), ("the numbness went away", "-numbness"), ("cramps stopped a month ago", "-muscle_cramps"),
    ("I used to get headaches, now I'm just tired", "-headache +fatigue"),
    ("my headaches have disappeared but the fatigue is still there", "-headache +fatigue"), ("I no longer have cramps", "-muscle_cramps"), 
    ("my strength has gone", "+muscle_weakness"), ("my feet have gone numb", "+numbness"), ("got used to the tingling", "+tingling"),
    ("as a child I had headaches", "-headache"),
    ("used to have cramps, but not now", "-muscle_cramps"), ("I stopped getting headaches", "-headache"),
    # Corrections, echoes
    ("not tingling, numbness", "-tingling +numbness"), ("sorry, I meant numbness not tingling", "+numbness -tingling"),
    ("my tongue. it's sore", "+sore_tongue"),
    ("been forgetting stuff, and my feet have gone all tingly", "+memory_problems +tingling"), ("tingling I have, numbness I don't", "+tingling -numbness"),
    ("yes to fatigue, no to headaches", "+fatigue -headache"), ("I said no cramps, or did I mean spasms", "-muscle_cramps"),
    # One place only
    ("there's no numbness in my hands, only in my feet", "+numbness"), ("my hands don't tingle but my feet do", "+tingling"),
    ("my hands aren't numb anymore but my feet are", "+numbness"), ("no numbness in my hands but I'm tired", "-numbness +fatigue"),
    ("my tongue is red and sore", "+sore_tongue"), ("I can't remember the last time I wasn't tired", "+fatigue"),
    ("I used to be able to walk for miles", "+walking_difficulty"),
    # Long and chatty
    ("I'm vegan and my feet have tingled since Easter, about a 6", "+tingling"),
    ("hi, I'm 46, I eat no meat, and for half a year my hands have been numb in the mornings and I feel low", "+numbness +depression"),
    ("well where do I start, my arms ache, my legs ache, I'm forgetful and I snap at the kids", "+muscle_pain +memory_problems +irritability"),
    ("for the past four months I've had tingling in both feet, tiredness that won't lift and a sore tongue, no headaches though",
     "+tingling +fatigue +sore_tongue -headache"),
    ("first I was only tired, then the tingling came, and now I can't walk straight", "+fatigue +tingling +walking_difficulty"),
    ("so it began about a year ago with cramps and since the summer I've also had burning soles, mostly in bed", "+muscle_cramps +burning"),
    ("ever since I gave up meat my legs have felt heavy and I'm shattered by noon", "+muscle_weakness +fatigue"),
    ("oh gosh, mostly it's the tiredness really, and my feet sometimes go all tingly, but no, no cramps or anything", "+fatigue +tingling -muscle_cramps"),
    ("tired. achy. grumpy.", "+fatigue +muscle_pain +irritability"), ("bad memory, bad mood, bad balance", "+memory_problems +irritability +balance_problems"),
    ("tired, pale, headaches", "+fatigue +pale_skin +headache"), ("- tingling\n- numb toes\n- no cramps", "+tingling +numbness -muscle_cramps"),
    ("tingling\ncramps\nfatigue", "+tingling +muscle_cramps +fatigue"), ("my feet r numb n im tired af", "+numbness +fatigue"),
    ("TINGLING AND NUMB FEET!!!", "+tingling +numbness"),
    ("memory, balance, cramps", "+memory_problems +balance_problems +muscle_cramps"), ("fatigue + headaches + cramps", "+fatigue +headache +muscle_cramps"),
    ("my legs give way and I stumble, my head is foggy", "+muscle_weakness +balance_problems +cognitive_difficulty"),
    ("I have tingling in my feet, could that be from low B12?", "+tingling"), ("I'm always tired, is that a symptom?", "+fatigue"),
    ("if I walk far my legs hurt", "+muscle_pain"),
    ("numb fingers and my tongue is sore and swollen", "+numbness +sore_tongue"), ("I feel weak and I look yellow", "+muscle_weakness +pale_skin"),
    ("I am tired all the time; my tongue is fine; I get cramps at night", "+fatigue -sore_tongue +muscle_cramps"),
    ("No numbness. Tingling though.", "-numbness +tingling"), ("tingling in the toes, but not numb, and no burning either", "+tingling -numbness -burning"),
    ("I get tired, I can't concentrate and I keep forgetting things", "+fatigue +cognitive_difficulty +memory_problems"),
    ("mood changes and exhaustion", "+irritability +depression +fatigue"),
    ("nerves tingling, calves cramping, mind wandering", "+tingling +muscle_cramps +cognitive_difficulty"),
]


def read(signs: str) -> Dict[str, str]:
    return {sign[1:]: {"+": "present", "-": "absent", "?": "unsure"}[sign[0]] for sign in signs.split()}


@pytest.mark.parametrize(("text", "signs"), SENTENCES)
@pytest.mark.parametrize("asked", [True, False])
def test_sentences(text: str, signs: str, asked: bool) -> None:
    if not asked and text == "memory, balance, cramps":
        pytest.skip("names alone count where symptoms are asked for")
    assert by_id(text, asked=asked) == read(signs)


@pytest.mark.parametrize("text", [
    "what are the symptoms of low B12?", "does b12 help with numbness", "can low b12 cause headaches?", "is tingling a symptom?", "why do my feet tingle?",
    "do you mean cramps?", "if I had cramps", "if my hands were numb I would say so",
    "what causes fatigue", "how does B12 deficiency lead to muscle weakness?", "which foods have b12", "tell me about balance problems",
    "I read that b12 causes brain fog", "are headaches common?", "can injections help with memory loss?",
    "how long does it take for the numbness to improve?", "what is glossitis", "does everyone get cramps", "explain numbness",
    "should I worry about tingling?", "hello", "hi there, how are you?", "thanks", "I'm vegan", "I eat meat and fish",
    "I eat eggs and dairy every day", "about three weeks", "since Easter", "a 7 out of 10", "moderate", "my b12 came back low",
    "MMA was high, homocysteine normal", "I have pernicious anemia", "I take tablets", "I get injections every three months", "no",
    "yes", "skip", "go back", "what do you mean", "stop", "repeat that please", "I don't know", "why do you ask?", "let me think", "well let me think",
    "that's confusing", "I forgot to mention I'm vegan", "sorry", "I walk every day", "I go for walks",
    "for six months now", "two or three years", "my level was 150", "can't remember when it started", "I can't remember exactly", "ok",
    "they took blood and said it was a bit low",
    "my mum has numb feet", "half a year I think", "start the symptom check", "I need a summary for my doctor", "my doctor asked about numbness",
    "I have a balanced diet", "no fish, no meat", "not sure", "no idea", "are you a robot?", "who are you", "tell me a joke", "the weather is nice",
    "a burning question", "worse at night", "it was all in my head", "none of your business",
    "I had gastric bypass surgery", "everyone in my family gets migraines", "can I ask something first", "I'm sick and tired of waiting",
])
@pytest.mark.parametrize("asked", [True, False])
def test_tells_nothing(text: str, asked: bool) -> None:
    said = told(text, asked=asked)
    assert (said.present, said.absent, said.unsure, said.other, said.body_parts) == ((), (), (), (), None)


@pytest.mark.parametrize("text", [
    "none", "nothing", "no", "nope", "none of those", "none of them", "I don't have any", "no symptoms", "no symptoms at all", "nothing at all",
    "I don't have any of these", "none of the above", "not really", "nothing really", "I feel fine", "no, none", "none at all",
    "no complaints", "not that I know of", "I have none", "no, nothing",
])
def test_none(text: str) -> None:
    said = told(text)
    assert said.none
    assert (said.present, said.absent, said.unsure, said.other) == ((), (), (), ())


@pytest.mark.parametrize("text", [
    "nothing except cramps", "yes", "no idea", "no cramps", "none except tiredness", "not sure", "no thanks, skip", "tired", "nothing helps", "dizzy",
    "I don't feel well", "I'm not fine",
])
def test_not_none(text: str) -> None:
    assert not told(text).none


def test_none_unless_asked() -> None:
    assert not told("none", asked=False)
    assert told("I have no symptoms at all", asked=False).none
    assert not told("no other symptoms", asked=False)


@pytest.mark.parametrize(("text", "missing"), [
    ("all of them", ()), ("everything", ()), ("all of the above", ()), ("I have all of those", ()), ("everything on the list", ()), ("all", ()),
    ("everything except headaches", ("headache",)), ("all of the above but cramps", ("muscle_cramps",)),
    ("all of them apart from numbness and cramps", ("numbness", "muscle_cramps")), ("everything but the sore tongue", ("sore_tongue",)),
])
def test_all(text: str, missing: Sequence[str]) -> None:
    said = told(text)
    assert set(said.present) == set(ARTICLE.symptoms) - set(missing)
    assert said.absent == tuple(missing)
    assert not told(text, asked=False).present


@pytest.mark.parametrize(("text", "other"), [
    ("ringing in my ears", ["ringing in my ears"]), ("hair loss and dizzy spells", ["hair loss", "dizzy spells"]), ("I'm dizzy", ["dizzy"]),
    ("tired and Brittle nails", ["Brittle nails"]), ("my hair is falling out", ["hair is falling out"]),
    ("palpitations, tingling", ["palpitations"]), ("no dizziness", []), ("not sleeping", ["not sleeping"]), ("blurred vision", ["blurred vision"]),
    ("toothache", ["toothache"]), ("my stomach hurts", ["stomach hurts"]), ("my mother is dizzy", []), ("short of breath on stairs", ["short of breath"]),
    ("I have no appetite", ["no appetite"]), ("weight loss and nausea but no headaches", ["weight loss", "nausea"]),
    ("twitching in my eyelid", ["twitching in my eyelid"]), ("cold hands", ["cold hands"]), ("is hair loss a symptom?", []), ("stiff neck", ["stiff neck"]),
])
@pytest.mark.parametrize("asked", [True, False])
def test_other_complaints(text: str, other: List[str], asked: bool) -> None:
    assert list(told(text, asked=asked).other) == other


@pytest.mark.parametrize(("text", "other"), [
    ("tingling, cracking knuckles", ["cracking knuckles"]), ("furry teeth feeling", ["furry teeth feeling"]), ("purple spots", ["purple spots"]),
    ("I am a teacher", []), ("asdf", []), ("I like football", []),
    ("headaches and some clicking in my jaw", ["clicking in my jaw"]), ("six weeks", []), ("the weather in London", []), ("cramps and I eat meat", []),
    ("tired, I'm vegan", []), ("numb toes for three weeks", []),
])
def test_complaints_on_no_list_only_when_asked(text: str, other: List[str]) -> None:
    assert list(told(text).other) == other
    assert not told(text, asked=False).other


@pytest.mark.parametrize(("text", "parts"), [
    ("my feet tingle", ("feet",)), ("pins and needles in my hands and feet", ("hands", "feet")), ("cramps in my calves", ("calves",)),
    ("my left foot is numb", ("feet",)), ("tired", None), ("no tingling in my hands", None),
    ("my tongue is sore", None), ("my head hurts", None), ("no numbness in my hands but my feet burn", ("feet",)), ("my mother's feet tingle", None),
    ("on the other hand I'm tired", None), ("I ache all over", ("whole body",)), ("unsteady on my feet", None),
    ("tingling in my toes, sometimes fingers", ("toes", "fingers")), ("my legs are weak and my hands go numb", ("legs", "hands")), ("dead on my feet", None),
    ("sore shoulders and hips", ("shoulders", "hips")), ("headaches at the back of my mind", None),
])
def test_places(text: str, parts: Sequence[str]) -> None:
    assert told(text).body_parts == parts


@pytest.mark.parametrize(("text", "signs"), [
    ("tingeling", "+tingling"), ("numbnes", "+numbness"), ("fatige", "+fatigue"), ("crmaps in my legs", "+muscle_cramps"), ("headahces", "+headache"),
    ("exhuasted", "+fatigue"), ("forgetfull and irritabel", "+memory_problems +irritability"), ("depresion", "+depression"),
    ("my tounge is sore", "+sore_tongue"), ("unsteddy", "+balance_problems"), ("no tinglng but craps", "-tingling +muscle_cramps"),
    ("wekness", "+muscle_weakness"), ("memmory problems", "+memory_problems"), ("konfused", ""), ("palor", "+pale_skin"),
    ("concentraton is bad", "+cognitive_difficulty"),
])
def test_typos(text: str, signs: str) -> None:
    assert by_id(text) == read(signs)


@pytest.mark.xfail(reason="what another thinks counts as told, though the person takes it back")
def test_taken_back() -> None:
    assert by_id("my partner thinks I'm depressed but I'm just tired") == {"depression": "absent", "fatigue": "present"}


@pytest.mark.xfail(reason="a place said later belongs to no symptom")
def test_a_place_said_later() -> None:
    assert told("my feet, they're numb. my hands too").body_parts == ("feet", "hands")


WORDS = st.sampled_from([
    "no", "not", "tingling", "numb", "cramps", "feet", "my", "mother", "but", "just", "or", "and", ",", ".", "?", ":", "tired", "memory", "fine", "bad",
    "maybe", "gone", "everything", "except", "none", "if", "what", "tongue", "burns", "hair loss", "yes", "-", "\n", "I", "have", "cannot", "walk", "nor",
])


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)), st.booleans())
def test_any_text_can_be_heard(text: str, asked: bool) -> None:
    said = told(text, asked=asked)
    named = (*said.present, *said.absent, *said.unsure)
    assert len(named) == len(set(named))
    assert set(named) <= set(ARTICLE.symptoms)
    assert len(said.other) <= MOST_OTHER
    assert all(0 < len(words) <= LONGEST_OTHER for words in said.other)
    assert not (said.none and (said.present or said.unsure or said.other))
    assert told(text, asked=asked) == said


def test_is_quick() -> None:
    ordinary = SENTENCES[-4][0]
    long = (" ".join(text for text, _ in SENTENCES))[:1_000]
    told(ordinary)
    told(long)
    assert min(_seconds(ordinary) for _ in range(10)) < 0.02
    assert min(_seconds(long) for _ in range(10)) < 0.15


def _seconds(text: str) -> float:
    """Of the processor, whatever else the machine does: about 0.002 and 0.015."""
    start = time.process_time()
    told(text)
    return time.process_time() - start


@pytest.mark.parametrize(("text", "signs", "asked"), [
    ("my pain is 6", "", False), ("the worst pain of my life", "", False), ("my pain is severe", "", False), ("my pain is 6", "muscle_pain", True),
    ("I have pain in my legs", "muscle_pain", False),
    ("I have tingling and I don't have tingling", "?tingling", True), ("I have tingling at night and no tingling in the day", "tingling", True),
    ("I have no balance problems, and headaches", "-balance_problems headache", True),
    ("no cramps, numbness, and headaches", "-muscle_cramps -numbness -headache", True),
    ("neither numb nor burning, not sure about my balance, and the headaches have gone", "-numbness -burning ?balance_problems -headache", True),
    ("last year I collapsed on the sofa tired", "", True), ("last year I noticed tingling", "tingling", True),
    ("last year I was diagnosed and now I have tingling", "tingling", True), ("two years ago my feet started tingling", "tingling", True),
    ("I have a dog and he needs walking, that is hard", "", False), ("my dog needs walking, that is hard", "", False),
    ("give me an example", "", True), ("im knackerd n my tung is sore", "fatigue sore_tongue", False),
])
def test_what_an_outside_tester_said(text: str, signs: str, asked: bool) -> None:
    said = told(text, asked=asked)
    marked = [*said.present, *(f"-{id_}" for id_ in said.absent), *(f"?{id_}" for id_ in said.unsure)]
    assert sorted(marked) == sorted(signs.split())
    assert not said.other


def test_what_is_long_past_is_no_complaint() -> None:
    assert not told("I had chest pain last year", asked=True)

"""What lay people call each symptom; sentences around it are in test_symptoms.py."""
from typing import Dict, List

import pytest

from bot.intake.symptom_words import load_symptoms_file
from tests.intake.test_symptoms import ARTICLE, by_id, told

LAY: Dict[str, List[str]] = {
    "tingling": ["my feet tingle", "pins and needles in my hands", "tingly toes", "it feels prickly", "my fingers are fizzing",
        "like ants crawling on my legs", "a buzzing feeling in my soles", "pins n needles", "there's a prickling in both feet",
                 "it's like ants under my skin", "I get pins & needles at night", "tinglin in my hands", "crawling sensation in the calves"],
    "numbness": ["my toes are numb", "I can't feel my toes", "no feeling in my fingers", "my hands fall asleep", "my foot goes to sleep",
        "my feet feel like cotton wool", "dead feet", "my fingers go dead", "lost all feeling in my legs", "my left arm is asleep",
                 "it's like I'm wearing socks when I'm barefoot", "hardly feel my feet", "loss of sensation in my hands", "numness in my feet",
                 "hands gone numb"],
    "burning": ["my feet burn", "my soles are on fire", "hot feet at night", "a scalding feeling in my legs", "burning legs", "my thighs burn",
        "feet like fire", "it burns", "my legs feel like they're burning", "stinging feet"],
    "muscle_weakness": ["my legs are weak", "no strength in my arms", "my legs give way", "legs like jelly", "I can't lift anything",
        "I keep dropping things", "can't open jars any more", "heavy legs", "my arms feel heavy", "my knees buckle", "weak muscles",
                        "my grip is weak", "I've lost strength in my legs", "I don't have the strength to carry shopping", "my legs feel like lead",
                        "struggle to get up from a chair"],
    "muscle_cramps": ["cramps in my calves", "charley horses every night", "muscle spasms", "my calves seize up", "my thighs knot up",
        "my leg cramps at night", "painful cramps", "crampy legs", "spasms in my feet", "my muscles lock up", "musle cramps"],
    "muscle_pain": ["my muscles ache", "sore legs", "my legs hurt", "aches and pains", "body aches", "I ache all over", "it hurts everywhere",
        "pain in my shoulders", "my back is killing me", "aching thighs", "my muscles are sore", "achy arms", "everything hurts"],
    "walking_difficulty": ["I can't walk properly", "walking has become hard", "trouble with stairs", "I shuffle", "I keep tripping over", "I'm clumsy",
        "my coordination is off", "I find it hard to walk", "I struggle to climb stairs", "I limp", "difficulty walking", "I bump into things",
                           "can barely walk", "I have trouble getting around"],
    "balance_problems": ["I'm wobbly", "unsteady on my feet", "I lose my balance", "my balance is off", "I sway when I close my eyes", "I tip over easily",
        "I stagger about", "I keep falling over", "I stumble a lot", "balance problems", "my balance is gone", "it's like being on a boat", "off balance"],
    "fatigue": ["I drop off in the chair by noon",
        "I'm tired", "exhausted", "completely shattered", "knackered", "worn out", "wiped out", "no energy", "drained", "run down", "always sleepy",
        "I have no energy at all", "I don't have any energy", "my energy levels are low", "dead tired", "running on empty", "tierd all day",
        "I could sleep all day", "exausted",
                "I'm dead on my feet", "tiredness"],
    "cognitive_difficulty": ["brain fog", "I can't think straight", "my head is foggy", "can't concentrate", "I'm muddled", "trouble focusing",
        "my mind goes blank", "I lose my train of thought", "confused a lot", "my brain is mush", "concentration is poor", "hard to think",
        "my head feels like cotton wool", "difficulty thinking"],
    "memory_problems": ["I'm forgetful", "I forget things", "can't remember names", "my memory is shot", "memory loss", "memory isn't great", "bad memory",
        "I keep losing my keys", "my memory is getting worse", "names slip away", "I forgot my own phone number", "forgetfull", "memory like a sieve"],
    "irritability": ["I'm snappy", "short-tempered", "cranky", "on edge", "I feel on the edge all the time", "my nerves are on edge", "grumpy",
                     "I snap at everyone", "irritable", "irritible", "moody", "mood swings",
        "I have a short fuse", "I lose my temper", "my temper is bad"],
    "depression": ["low mood", "I feel down", "feeling blue", "sad", "depressed", "I feel low", "my mood is low", "tearful", "nothing gives me joy",
        "down in the dumps", "I'm miserable", "depresed", "I've been down lately"],
    "sore_tongue": ["my tongue hurts", "my tongue burns", "sore tongue", "my tongue is red", "my tongue is smooth and shiny", "swollen tongue", "glossitis",
        "tongue feels raw", "pain in my tongue", "tongue so raw", "burning tongue"],
    "headache": ["headaches", "my head hurts", "my head is pounding", "migraines", "head pain", "a splitting head", "throbbing head", "pain in my head",
        "headachs", "my head aches", "pressure in my head"],
    "pale_skin": ["I'm pale", "white as a sheet", "pallor", "I look washed out", "no colour in my face", "my skin is yellow", "I look like a ghost",
        "yellowish skin", "pasty", "people say I look pale", "my face is white", "my skin looks yellowish"],
}


@pytest.mark.parametrize(("id_", "text"), [(id_, text) for id_, texts in LAY.items() for text in texts])
def test_lay_words(id_: str, text: str) -> None:
    assert by_id(text, asked=False) == {id_: "present"}


def test_lay_words_are_of_the_article_and_not_its_names() -> None:
    file = load_symptoms_file()
    ids = {*file.words, *file.doings, *(set(file.functions) - set(file.both)), *(id_ for ids in file.both.values() for id_ in ids), *file.felt_somewhere}
    assert ids <= set(ARTICLE.symptoms)
    repeated = {text for id_, texts in file.words.items() for text in texts if text in ARTICLE.symptoms[id_].other_names}
    assert not repeated


def test_forty_symptoms_in_one_message() -> None:
    listed = [text for texts in LAY.values() for text in texts[:2]]
    said = told(", ".join(listed) + ", hair loss, dizziness, palpitations, nausea, itching, insomnia, tinnitus, bloating")
    assert set(said.present) == set(ARTICLE.symptoms)
    assert len(said.other) == 8

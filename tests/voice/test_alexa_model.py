"""The Alexa skill's interaction model: of the article's data, and one that Alexa takes."""
from typing import Any, Dict, List

from bot.article import load_article
from bot.intake.questions import load_questions
from bot.voice.alexa_model import carrier_intent, interaction_model, load_alexa


def model() -> Dict[str, Any]:
    return interaction_model(load_article(), load_questions(), load_alexa())


def test_the_interaction_model_is_one_that_alexa_takes() -> None:
    language = model()["interactionModel"]["languageModel"]
    intents: List[Dict[str, Any]] = language["intents"]
    assert len({intent["name"] for intent in intents}) == len(intents)
    assert {"AMAZON.HelpIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.FallbackIntent", "AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.RepeatIntent",
            "AMAZON.NavigateHomeIntent"} <= {intent["name"] for intent in intents}
    samples = [(sample, *(slot["type"] for slot in intent.get("slots", ()))) for intent in intents for sample in intent["samples"]]
    assert len(set(samples)) == len(samples)
    for intent in intents:
        assert intent["name"].replace("AMAZON.", "").isalpha()
        slots = {slot["name"] for slot in intent.get("slots", ())}
        for sample in intent["samples"]:
            assert all(character.isalpha() or character in " .'-{}" for character in sample), sample
            assert {part.partition("}")[0] for part in sample.split("{")[1:]} <= slots
            if any(slot["type"] == "AMAZON.SearchQuery" for slot in intent.get("slots", ())):
                assert sample.count("{") == 1
                assert not sample.startswith("{")
    for type_ in language["types"]:
        names = [name.lower() for value in type_["values"] for name in (value["name"]["value"], *value["name"]["synonyms"])]
        assert len(set(names)) == len(names)
        assert all(len(name) <= 140 for name in names)
    assert all(character.islower() or character in " .'" for character in language["invocationName"])
    assert {"clams", "tingling", "injections", "myelin"} <= {value["name"]["value"] for value in language["types"][0]["values"]}


def test_every_carrier_has_an_intent_of_its_own() -> None:
    names = [carrier_intent(carrier) for carrier in load_alexa().carriers]
    assert len(set(names)) == len(names)

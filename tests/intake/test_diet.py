from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.diet import DIETS, parse_diet
from bot.intake.tokens import tokenize

OMNIVORE, VEGETARIAN, VEGAN, OTHER = DIETS


@pytest.mark.parametrize(("text", "diet"), [
    ("vegan", VEGAN), ("I'm vegan", VEGAN), ("vegan for 5 years", VEGAN), ("vegan since January", VEGAN), ("Vegans", VEGAN),
    ("plant-based", VEGAN), ("strictly plant based diet", VEGAN), ("no animal products", VEGAN), ("I don't eat anything from animals", VEGAN),
    ("nothing from an animal", VEGAN), ("no meat, no fish, no eggs, no dairy", VEGAN), ("no meat or dairy", VEGAN), ("vegan, gluten free", VEGAN),
    ("I avoid all animal products", VEGAN), ("my wife eats meat but I'm vegan", VEGAN), ("ex-vegetarian, vegan now", VEGAN),
    ("vegetarian", VEGETARIAN), ("vegatarian", VEGETARIAN), ("veggie", VEGETARIAN), ("mostly vegetarian", VEGETARIAN),
    ("no meat but eggs and cheese", VEGETARIAN),
    ("I gave up meat", VEGETARIAN), ("I don't eat meat", VEGETARIAN), ("I haven't eaten meat in years", VEGETARIAN), ("no meat or fish", VEGETARIAN),
    ("no meat, fish or seafood", VEGETARIAN), ("neither meat nor fish", VEGETARIAN), ("everything except meat", VEGETARIAN),
    ("everything but meat and fish", VEGETARIAN),
    ("vegetarian, I still have milk and eggs", VEGETARIAN), ("lacto-ovo vegetarian", VEGETARIAN), ("ex-vegan, now vegetarian", VEGETARIAN),
    ("stopped eating meat last year", VEGETARIAN),
    ("vegan but I eat eggs", VEGETARIAN), ("not vegan but vegetarian", VEGETARIAN), ("meat-free", VEGETARIAN), ("keto vegetarian", VEGETARIAN),
    ("I cut out meat", VEGETARIAN),
    ("I eat everything", OMNIVORE), ("meat and fish", OMNIVORE), ("steak every day", OMNIVORE), ("no restrictions", OMNIVORE), ("normal", OMNIVORE),
    ("just a normal diet", OMNIVORE), ("the butcher's van on Fridays and fish on Sundays, so everything really", OMNIVORE),
    ("I eat meat", OMNIVORE), ("chicken mostly", OMNIVORE), ("omnivore", OMNIVORE), ("omnivor", OMNIVORE), ("ex-vegan", OMNIVORE),
    ("used to be vegan, now I eat meat", OMNIVORE),
    ("I used to be vegan now I eat meat again", OMNIVORE), ("no longer vegan", OMNIVORE), ("I'm not vegan any more", OMNIVORE),
    ("my wife is vegan, I eat everything", OMNIVORE),
    ("my wife is vegan and I eat meat", OMNIVORE), ("meat but no fish", OMNIVORE), ("no red meat but chicken", OMNIVORE), ("no pork", OMNIVORE),
    ("everything except fish", OMNIVORE),
    ("non-veg", OMNIVORE), ("not vegetarian, I eat meat", OMNIVORE), ("meat and veggies", OMNIVORE), ("I'm not vegan, I eat all sorts", OMNIVORE),
    ("a bit of everything", OMNIVORE),
    ("I stopped being vegetarian", OMNIVORE), ("vegan until last year", OMNIVORE), ("I eat halal meat and fish", OMNIVORE), ("anything really", OMNIVORE),
    ("pescatarian", OTHER), ("pescetarian", OTHER), ("only fish no meat", OTHER), ("no meat, just fish", OTHER), ("no meat but I eat fish", OTHER),
    ("vegetarian but I eat fish", OTHER),
    ("vegetarian except chicken", OTHER), ("flexitarian", OTHER), ("keto", OTHER), ("halal", OTHER), ("kosher", OTHER), ("gluten-free", OTHER),
    ("mostly vegetarian but meat at weekends", OTHER),
    ("vegan since january before that i ate everything", VEGAN), ("i've been vegan since may until then i ate meat", VEGAN),
    ("vegetarian for two years before that meat and two veg", VEGETARIAN), ("since january vegan before i ate everything", VEGAN),
    ("used to eat meat now vegan", VEGAN), ("ate everything until may then went vegetarian", VEGETARIAN), ("vegan for a year up to then i ate anything", VEGAN),
    ("before that i was vegan now i eat everything", OMNIVORE), ("i was vegan before i had kids now i eat everything", OMNIVORE),
    ("vegan since last year", VEGAN), ("two years ago i went vegan", VEGAN), ("went vegetarian last year", VEGETARIAN),
    ("i was vegan years ago", OMNIVORE), ("went vegan last year but gave it up", OMNIVORE), ("i became vegan years ago but now i eat meat", OMNIVORE),
    ("i gave up meat years ago but still have prawns", OTHER), ("i gave up meat when my daughter was born but still have prawns", OTHER),
    ("stopped eating meat after my wife left but eat fish", OTHER), ("i'm veggie since my son was born and eat fish", OTHER),
    ("i gave up meat when my daughter was born", VEGETARIAN),
    ("fish yes, meat no", OTHER), ("I don't eat meat, lots of salmon though", OTHER),
])
def test_asked(text: str, diet: str) -> None:
    assert parse_diet(tokenize(text), asked=True).value == diet


@pytest.mark.parametrize("text", ["not vegan", "I'm not vegan", "eggs and cheese", "not a vegetarian"])
def test_what_fits_several_is_unclear(text: str) -> None:
    parsed = parse_diet(tokenize(text), asked=True)
    assert (parsed.value, parsed.problem) == (None, "unclear")


@pytest.mark.parametrize("text", [
    "", "hello", "are vegans at risk?", "what should vegans eat", "my wife is vegan", "my daughter is vegan but still has prawns",
    "about three weeks", "I was thinking of going vegan", "yes",
    "is a vegan diet healthy?", "🙂",
])
def test_asked_but_not_told(text: str) -> None:
    assert not parse_diet(tokenize(text), asked=True)


@pytest.mark.parametrize(("text", "diet"), [
    ("I'm vegan and my feet have tingled since Easter, about a 6", VEGAN), ("I am a vegetarian, what should I eat?", VEGETARIAN),
    ("I'm vegan what foods have b12", VEGAN),
    ("As a vegan, how do I get B12?", VEGAN), ("I don't eat meat", VEGETARIAN), ("my husband is vegan, I eat everything", OMNIVORE),
    ("I'm pescatarian and tired all the time", OTHER),
    ("I've been vegan for ten years", VEGAN), ("I'm an ex-vegan", OMNIVORE), ("vegan here, my tongue is sore", VEGAN), ("I eat meat and fish", OMNIVORE),
    ("are vegans at risk?", None), ("what should vegans eat", None), ("my daughter is vegan", None), ("is it worse for vegans", None),
    ("I want to go vegan", None), ("should I become vegetarian?", None),
    ("which vegan foods have b12?", None), ("does meat have B12?", None), ("eggs and cheese", None), ("I'm not vegan", None),
    ("my friend is vegetarian and tired", None), ("vegan foods with b12", None),
    ("I'm tired all the time", None), ("everything hurts", None), ("tell me about vegan diets", None), ("I am normal", None),
    ("I read about vegan diets", None),
])
def test_volunteered(text: str, diet: Optional[str]) -> None:
    assert parse_diet(tokenize(text), asked=False).value == diet


@given(
    st.text() | st.lists(st.sampled_from([
        "no", "not", "vegan", "vegetarian", "meat", "fish", "but", ",", ".", "?", "ex", "-", "i", "eat", "used", "to", "my", "wife", "everything", "except",
    ])).map(" ".join),
    st.booleans(),
)
def test_any_text(text: str, asked: bool) -> None:
    parsed = parse_diet(tokenize(text), asked=asked)
    assert parsed == parse_diet(tokenize(text), asked=asked)
    assert parsed.value in (None, *DIETS)
    assert parsed.value is None or not parsed.problem

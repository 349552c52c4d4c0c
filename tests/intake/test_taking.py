from typing import Optional, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.taking import parse_taking, taken
from bot.intake.tokens import tokenize

NONE, DIET, ORAL, INJECTIONS = taken()


@pytest.mark.parametrize(("text", "taken"), [
    ("tablets", (ORAL,)), ("tabelts", (ORAL,)), ("a spray", (ORAL,)), ("sublingual", (ORAL,)), ("under the tongue", (ORAL,)), ("multivitamin", (ORAL,)),
    ("b complex", (ORAL,)), ("B-complex", (ORAL,)), ("suplements", (ORAL,)), ("pills", (ORAL,)),
    ("drops", (ORAL,)), ("I take b12", (ORAL,)), ("methylcobalamin", (ORAL,)), ("I take B12 tablets daily", (ORAL,)), ("nothing but tablets", (ORAL,)),
    ("no injections, just tablets", (ORAL,)), ("supplements, no injections", (ORAL,)),
    ("used to have injections, now tablets", (ORAL,)), ("tablets instead of injections", (ORAL,)), ("been taking tablets for 2 months", (ORAL,)),
    ("gummies", (ORAL,)), ("I've just started supplements", (ORAL,)),
    ("shots every 3 months", (INJECTIONS,)), ("jabs", (INJECTIONS,)), ("hydroxocobalamin", (INJECTIONS,)), ("cyanocobalamin injections", (INJECTIONS,)),
    ("no tablets but injections", (INJECTIONS,)), ("I'm on injections", (INJECTIONS,)),
    ("switched from tablets to injections", (INJECTIONS,)), ("had my last injection three weeks ago", (INJECTIONS,)),
    ("I get an injection every 12 weeks", (INJECTIONS,)), ("I self-inject", (INJECTIONS,)), ("the nurse gives me a jab every month", (INJECTIONS,)),
    ("tablets didn't help so injections now", (INJECTIONS,)), ("injektions", (INJECTIONS,)), ("used to take tablets but now injections", (INJECTIONS,)),
    ("just from food", (DIET,)), ("fortified cereal", (DIET,)), ("nooch", (DIET,)), ("only what I eat", (DIET,)), ("I get my B12 from meat", (DIET,)),
    ("no, only food", (DIET,)), ("through my diet", (DIET,)), ("no supplements, just food", (DIET,)),
    ("marmite and eggs", (DIET,)), ("fortified plant milk", (DIET,)),
    ("tablets and injections", (ORAL, INJECTIONS)), ("not only tablets but injections too", (ORAL, INJECTIONS)),
    ("a multivitamin and nutritional yeast", (DIET, ORAL)), ("food, tablets and shots", (DIET, ORAL, INJECTIONS)),
    ("tablets/injections", (ORAL, INJECTIONS)), ("injections plus a spray", (ORAL, INJECTIONS)),
    ("nothing", (NONE,)), ("no", (NONE,)), ("none", (NONE,)), ("nope", (NONE,)), ("no supplements", (NONE,)), ("not taking anything", (NONE,)),
    ("nothing at the moment", (NONE,)), ("stopped tablets", (NONE,)), ("I stopped taking supplements", (NONE,)),
    ("tablets until last year", (NONE,)), ("I had injections last year", (NONE,)), ("I used to take tablets", (NONE,)),
    ("was on injections but I stopped", (NONE,)), ("no more injections", (NONE,)), ("starting injections next week", (NONE,)),
    ("not yet, starting injections next week", (NONE,)), ("nothing yet, my doctor suggested injections", (NONE,)), ("iron tablets", (NONE,)),
    ("only vitamin D", (NONE,)), ("flu jab", (NONE,)), ("I don't take any tablets", (NONE,)), ("neither", (NONE,)), ("nothing, I'm vegan", (NONE,)),
    ("haven't started yet", (NONE,)),
])
def test_asked(text: str, taken: Tuple[str, ...]) -> None:
    assert parse_taking(tokenize(text), asked=True).value == taken


@pytest.mark.parametrize("text", ["yes", "yes I do", "yes, something"])
def test_something_without_a_name(text: str) -> None:
    parsed = parse_taking(tokenize(text), asked=True)
    assert (parsed.value, parsed.problem) == (None, "which")


@pytest.mark.parametrize("text", [
    "", "hello", "should I take tablets?", "thinking of injections", "my mum has injections", "no wait, six months", "actually I'm vegan", "do tablets help",
    "I'd rather have tablets", "my b12 is low", "pins and needles", "a 6",
])
def test_asked_but_not_told(text: str) -> None:
    assert not parse_taking(tokenize(text), asked=True)


@pytest.mark.parametrize(("text", "taken"), [
    ("I take B12 tablets and still feel tired", (ORAL,)), ("I'm on injections", (INJECTIONS,)), ("I've been having b12 shots since May", (INJECTIONS,)),
    ("I get my b12 from food", (DIET,)), ("hang on i do drink that soy milk with b twelve in it", (DIET,)), ("I have marmite it has b12 in it", (DIET,)),
    ("I have oat milk with added b12", (DIET,)), ("I take a spray with b12 in it", (ORAL,)), ("I take tablets with b12 in them", (ORAL,)),
    ("I have soy milk", None), ("I eat fish and take b12", (ORAL,)), ("I have injections every 3 months, is that enough?", (INJECTIONS,)),
    ("have numb feet, on tablets", (ORAL,)), ("I'm vegan and take a supplement", (ORAL,)),
    ("should I take tablets?", None), ("thinking of injections", None), ("tablets", None), ("my mum gets injections", None), ("I eat meat", None),
    ("I have pins and needles", None), ("I stopped taking tablets", None), ("are injections better than tablets", None),
    ("I want injections", None), ("how long do I take tablets", None), ("I have tingling feet", None), ("I take metformin", None), ("do I need tablets", None),
])
def test_volunteered(text: str, taken: Optional[Tuple[str, ...]]) -> None:
    assert parse_taking(tokenize(text), asked=False).value == taken


@pytest.mark.xfail(reason="a beginning that is told behind its name is not heard", strict=True)
def test_a_treatment_that_starts_later() -> None:
    assert parse_taking(tokenize("tablets for now, injections start in June"), asked=True).value == (ORAL,)


@given(
    st.text() | st.lists(st.sampled_from([
        "no", "not", "i", "take", "tablets", "injections", "food", "nothing", "used", "to", "stopped", "now", "but", ",", ".", "?", "my", "mother", "b12",
        "had", "every",
    ])).map(" ".join),
    st.booleans(),
)
def test_any_text(text: str, asked: bool) -> None:
    parsed = parse_taking(tokenize(text), asked=asked)
    assert parsed == parse_taking(tokenize(text), asked=asked)
    if parsed.value is not None:
        assert not parsed.problem
        assert parsed.value
        assert set(parsed.value) <= set(taken())
        assert NONE not in parsed.value or parsed.value == (NONE,)


@pytest.mark.parametrize(("text", "taken"), [
    ("no tests done, not taking any B12", ("none",)), ("I don't take any supplements", ("none",)), ("I have no B12", None),
    ("vegans not taking any B12 tingle", None),
])
def test_nothing_taken_volunteered(text: str, taken: Optional[Tuple[str, ...]]) -> None:
    assert parse_taking(tokenize(text), asked=False).value == taken

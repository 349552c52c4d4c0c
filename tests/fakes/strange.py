"""Payloads with one field missing or of another kind than it should be."""
import json
from typing import Any, Dict

from hypothesis import strategies as st

VALUES = (st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.integers(), max_size=2)
          | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2))


@st.composite
def spoilt(draw: st.DrawFn, *wholes: Dict[str, Any]) -> Dict[str, Any]:
    """One of `wholes`, one field of it at any depth spoilt."""
    given: Dict[str, Any] = json.loads(json.dumps(draw(st.sampled_from(wholes))))
    place = given
    while True:
        key = draw(st.sampled_from(sorted(place)))
        if not isinstance(place[key], dict) or not place[key] or draw(st.booleans()):
            break
        place = place[key]
    if draw(st.booleans()):
        del place[key]
    else:
        place[key] = draw(VALUES)
    return given

"""Compares what was said with what was expected."""
import re
from typing import Any, List, Mapping, Sequence

from bot.answers.answer import Said
from bot.article import load_article
from bot.evaluation.cases import Turn
from bot.render import markdown


def mistakes(turn: Turn, said: Sequence[Said]) -> List[str]:
    """What is wrong with the answer to a turn, a line each; empty when it is right."""
    objects = [one for one in said if one.custom["type"] != "intake" or _expects(turn, "intake")]
    if len(objects) != len(turn.expect):
        return [f"{len(objects)} things said instead of {len(turn.expect)}: {[short(one.custom) for one in objects]}"]
    found: List[str] = []
    for one, expected in zip(objects, turn.expect, strict=False):
        by_option = [_differences(one, option) for option in expected]
        if all(by_option):
            found.extend(by_option[0])
    return found


def _expects(turn: Turn, type_: str) -> bool:
    return any(option.get("type") == type_ for expected in turn.expect for option in expected)


def _differences(said: Said, expected: Mapping[str, Any]) -> List[str]:
    found: List[str] = []
    for key, value in expected.items():
        given = said.custom.get(key)
        if key == "says":
            text = markdown.render(said, load_article())
            found.extend(f"does not say {pattern}" for pattern in value if not re.search(pattern, text, re.IGNORECASE))
        elif key == "sources":
            if not set(value) & set(given or ()):
                found.append(f"sources {given}, none of {value}")
        elif key == "items":
            if set(given or ()) != set(value):
                found.append(f"{short(said.custom)}: items {given} instead of {value}")
        elif given != value and not (isinstance(value, list) and given in value):
            found.append(f"{short(said.custom)}: {key} {given} instead of {value}")
    return found


def short(custom: Mapping[str, Any]) -> str:
    return "/".join(str(custom[key]) for key in ("type", "topic", "reason", "action", "aspect") if custom.get(key))

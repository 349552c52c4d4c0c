"""What one message was understood to say: questions, declines, small talk, emergencies. Plain values that travel as JSON."""
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Dict, Mapping, Optional, Tuple, Type, Union


@dataclass(frozen=True)
class Question:
    """Something the article answers.

    `facet` is the smallest thing asked about within `topic`; `items` are contract ids, `terms` ids of bot.article terms,
    `conditions` circumstances such as `severe`; `unlisted` are things the person named and the article does not.
    `words` are the words of the question, and `yes_no` whether it wants a yes or no first.
    """

    topic: str
    facet: str
    items: Tuple[str, ...] = ()
    terms: Tuple[str, ...] = ()
    conditions: Tuple[str, ...] = ()
    aspect: Optional[str] = None
    unlisted: Tuple[str, ...] = ()
    words: Tuple[str, ...] = ()
    yes_no: bool = False
    kind: str = field(default="question", init=False)


@dataclass(frozen=True)
class Decline:
    """Something that cannot be answered. `about` is the kind of the unlisted thing, `related` what the article does say on it."""

    reason: str
    about: Optional[str] = None
    unlisted: Tuple[str, ...] = ()
    related: Optional[Question] = None
    kind: str = field(default="decline", init=False)


@dataclass(frozen=True)
class SmallTalk:
    topic: str
    kind: str = field(default="smalltalk", init=False)


@dataclass(frozen=True)
class Urgent:
    reason: str
    kind: str = field(default="urgent", init=False)


Reading = Union[Question, Decline, SmallTalk, Urgent]
_TYPES: Dict[str, Type[Any]] = {"question": Question, "decline": Decline, "smalltalk": SmallTalk, "urgent": Urgent}


def to_json(reading: Reading) -> Dict[str, Any]:
    """The reading as JSON-ready values; empty ones are left out."""
    return {key: value for key, value in asdict(reading).items() if value or key == "kind"}


def from_json(value: Mapping[str, Any]) -> Reading:
    """The reading that to_json wrote. Raises KeyError or TypeError for anything else."""
    type_ = _TYPES[value["kind"]]
    known = {f.name for f in fields(type_) if f.init}
    given = {key: tuple(part) if isinstance(part, list) else part for key, part in value.items() if key in known}
    if isinstance(given.get("related"), dict):
        given["related"] = from_json(given["related"])
    return type_(**given)  # type: ignore[no-any-return]

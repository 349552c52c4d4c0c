"""What one message was understood to say: questions, declines, small talk, emergencies. Plain values that travel as JSON."""
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Dict, Mapping, Optional, Tuple, Type, Union


@dataclass(frozen=True)
class Question:
    """Something the article answers.

    `facet` is the smallest thing asked about within `topic`; `items` are contract ids, `terms` ids of bot.article terms,
    `conditions` circumstances such as `severe`; `unlisted` are things the person named and the article does not.
    `words` are the words of the question, and `yes_no` whether it wants a yes or no first.
    `manner` is how it is to be said: in full where empty, else one of MANNERS. `told`: own symptoms were told, nothing was asked.
    `excluded` are ids that the person leaves out; `items` are then what remains.
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
    manner: str = ""
    told: bool = False
    excluded: Tuple[str, ...] = ()
    kind: str = field(default="question", init=False)


# Said again, in short, in simple words, with more around it, with the sources named.
MANNERS = ("again", "short", "simple", "more", "sources")


@dataclass(frozen=True)
class Decline:
    """Something that cannot be answered.

    `about` is the kind of the unlisted thing, `related` what the article does say on it, `options` the readings to choose from.
    """

    reason: str
    about: Optional[str] = None
    unlisted: Tuple[str, ...] = ()
    related: Optional[Question] = None
    options: Tuple[Question, ...] = ()
    kind: str = field(default="decline", init=False)


@dataclass(frozen=True)
class SmallTalk:
    """`about` picks another wording of the topic (data/replies/smalltalk.yml) where there is one."""

    topic: str
    about: str = ""
    kind: str = field(default="smalltalk", init=False)


@dataclass(frozen=True)
class Urgent:
    """`also` are further reasons told in the same message: noted, while the first is spoken to."""

    reason: str
    also: Tuple[str, ...] = ()
    kind: str = field(default="urgent", init=False)


@dataclass(frozen=True)
class Data:
    """`action` as in the contract: what is kept about the person was asked for. `about` picks another wording of it (data/replies/data.yml)."""

    action: str
    about: str = ""
    kind: str = field(default="data", init=False)


@dataclass(frozen=True)
class Intake:
    """The guided symptom intake is asked for, or spoken to; what is said of it is decided in bot.intake."""

    kind: str = field(default="intake", init=False)


@dataclass(frozen=True)
class Rest:
    """`count` questions more than are answered in one turn; said with the last answer, not by itself."""

    count: int
    kind: str = field(default="rest", init=False)


Reading = Union[Question, Decline, SmallTalk, Urgent, Data, Intake, Rest]
_TYPES: Dict[str, Type[Any]] = {"question": Question, "decline": Decline, "smalltalk": SmallTalk, "urgent": Urgent, "data": Data, "intake": Intake,
                               "rest": Rest}


def to_json(reading: Reading) -> Dict[str, Any]:
    """The reading as JSON-ready values; empty ones are left out."""
    written = {key: value for key, value in asdict(reading).items() if value or key == "kind"}
    if isinstance(reading, Decline) and reading.related:
        written["related"] = to_json(reading.related)
    if isinstance(reading, Decline) and reading.options:
        written["options"] = [to_json(option) for option in reading.options]
    return written


def from_json(value: Mapping[str, Any]) -> Reading:
    """The reading that to_json wrote. Raises KeyError or TypeError for anything else."""
    type_ = _TYPES[value["kind"]]
    known = {f.name for f in fields(type_) if f.init}
    given = {key: tuple(part) if isinstance(part, list) else part for key, part in value.items() if key in known}
    if "related" in given:
        given["related"] = from_json(value["related"])
    if "options" in given:
        given["options"] = tuple(from_json(option) for option in value["options"])
    return type_(**given)


def intent_of(reading: Reading) -> str:
    """The intent of the domain that stands for a reading."""
    if isinstance(reading, Question):
        return f"ask_{reading.topic}"
    if isinstance(reading, Decline):
        return reading.reason
    return reading.kind

"""What the assistant says, before any channel gives it a form."""
from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Tuple, Union


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Bullets:
    """`items` are (heading or empty, text); `ordered` when they are steps."""

    items: Tuple[Tuple[str, str], ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    header: Tuple[str, ...]
    rows: Tuple[Tuple[str, ...], ...]


@dataclass(frozen=True)
class Notice:
    """A line that stands apart, such as the one that sends a person to a provider."""

    text: str


Block = Union[Paragraph, Bullets, Table, Notice]


@dataclass(frozen=True)
class Choice:
    """A button: what it shows and what it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class Said:
    """One thing said. `custom` is the contract's object; `short` the spoken form; `sources` section ids."""

    blocks: Tuple[Block, ...]
    custom: Dict[str, Any]
    short: str
    choices: Tuple[Choice, ...] = ()
    sources: Tuple[str, ...] = field(default=())

    @property
    def topic(self) -> Optional[str]:
        return self.custom.get("topic")

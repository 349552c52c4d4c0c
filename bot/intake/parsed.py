"""What a parser of one slot returns."""
from dataclasses import dataclass, field
from typing import Any, Optional, Tuple


@dataclass(frozen=True)
class Parsed:
    """`value` in the form of bot.intake.record.Record; None where the sentence says nothing of the slot.

    `problem` names why what was said cannot be taken (`vague`, `too_high`, …; worded in data/intake/questions.yml); `value` is then None.
    """

    value: Any = None
    problem: str = ""

    def __bool__(self) -> bool:
        return self.value is not None or bool(self.problem)


NOTHING = Parsed()


@dataclass(frozen=True)
class SymptomsTold:
    """What one sentence says of symptoms: ids by what was said of them, `other` in the person's own words.

    `none` is True for "no symptoms at all". `body_parts` are the places named with them, None where none is.
    """

    present: Tuple[str, ...] = ()
    absent: Tuple[str, ...] = ()
    unsure: Tuple[str, ...] = ()
    other: Tuple[str, ...] = ()
    none: bool = False
    body_parts: Optional[Tuple[str, ...]] = field(default=None)

    def __bool__(self) -> bool:
        return bool(self.present or self.absent or self.unsure or self.other or self.none or self.body_parts is not None)

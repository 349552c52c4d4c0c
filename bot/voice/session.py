"""What is remembered of somebody who is talking, for as long as they talk."""
import json
import secrets
import time
from collections import OrderedDict
from dataclasses import asdict, dataclass, field
from typing import Any, Callable, Dict, Generic, List, Mapping, Optional, Tuple, TypeVar

from bot.voice.script import Script

SLOWEST, FASTEST, USUAL, STEP = 60, 120, 100, 15  # percent of the usual rate of speech
Value = TypeVar("Value")


@dataclass
class Session:
    """`conversation` is the sender's id at the guard. `spoken` is what was last said, `before` what was said before that; `offering`: it ended
    with an offer to go on; `unsure` is what was heard badly and is being asked back."""

    conversation: str
    caller: str = ""
    script: Script = field(default_factory=Script)
    spoken: str = ""
    before: str = ""
    before_script: Script = field(default_factory=Script)
    offering: bool = False
    unsure: str = ""
    rate: int = USUAL
    silences: int = 0
    customs: Tuple[Mapping[str, Any], ...] = ()
    buttons: Tuple[Mapping[str, str], ...] = ()
    consent: bool = False
    ended: bool = False
    turns: int = 0
    answered: str = ""  # the last reply in the platform's form, for a request that is sent again
    born: str = field(default_factory=lambda: secrets.token_hex(8))
    heard: int = 0  # requests

    @property
    def key(self) -> str:
        """The same for a request that another process takes up, since the first has ended before it could remember anything."""
        return f"{self.born}:{self.heard}"

    @property
    def asked(self) -> Mapping[str, Any]:
        """The contract's object said last."""
        return self.customs[-1] if self.customs else {}

    @property
    def in_intake(self) -> bool:
        return self.asked.get("type") == "intake" and self.asked.get("status") in ("asking", "review")

    @property
    def unfinished(self) -> bool:
        """Whether they were amid an intake, or have stopped it so that it can be taken up again, and had agreed that it is kept."""
        return self.consent and (self.in_intake or (self.asked.get("type") == "intake" and bool(self.asked.get("resumable"))))

    def forget(self) -> None:
        """Everything was deleted: also what was said before, and the way back to an intake."""
        self.spoken, self.before, self.unsure, self.answered = "", "", "", ""
        self.script, self.before_script, self.consent = Script(), Script(), False

    def go_back(self) -> None:
        """To what was said before the last thing, with what was left to say of it."""
        self.spoken, self.before = self.before, self.spoken
        self.script, self.before_script = self.before_script, self.script

    def dumped(self) -> str:
        """As text, to be read by another process."""
        return json.dumps(asdict(self))

    def slower(self) -> None:
        self.rate = max(SLOWEST, self.rate - STEP)

    def faster(self) -> None:
        self.rate = min(FASTEST, self.rate + STEP)


def loaded(text: str) -> Optional[Session]:
    """The session that was dumped; None for what is none, or none of this version. Never raises."""
    try:
        values = json.loads(text)
        values.update({name: tuple(values[name]) for name in ("customs", "buttons")}, **{name: _script(values[name]) for name in ("script", "before_script")})
        return Session(**values)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _script(values: Mapping[str, Any]) -> Script:
    told: Dict[str, Any] = {name: tuple(part) if isinstance(part, list) else part for name, part in values.items()}
    return Script(**told)


class Kept(Generic[Value]):
    """Values by key, at most `most` of them and none older than `seconds`; the oldest go first."""

    def __init__(self, most: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._values: OrderedDict[str, Tuple[float, Value]] = OrderedDict()

    def get(self, key: str) -> Optional[Value]:
        kept = self._values.get(key)
        if kept is None or self._now() - kept[0] > self._seconds:
            self._values.pop(key, None)
            return None
        return kept[1]

    def put(self, key: str, value: Value) -> None:
        """Keep it, young again."""
        self._values.pop(key, None)
        self._values[key] = (self._now(), value)
        while self._values and (len(self._values) > self._most or self._now() - next(iter(self._values.values()))[0] > self._seconds):
            self._values.popitem(last=False)

    def pop(self, key: str) -> Optional[Value]:
        value = self.get(key)
        self._values.pop(key, None)
        return value

    def __len__(self) -> int:
        return len(self._values)


def objects(messages: List[Dict[str, Any]]) -> Tuple[Mapping[str, Any], ...]:
    """The contract's objects of a turn."""
    return tuple(message["custom"] for message in messages if isinstance(message.get("custom"), dict))

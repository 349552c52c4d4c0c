"""The parts of a turn: which functions of the running assistant belong to which, and the clock that is put into them."""
import asyncio
import importlib
import time
from collections import defaultdict
from functools import wraps
from typing import Any, Callable, DefaultDict, Dict, Iterable, List, NamedTuple, Sequence


class Part(NamedTuple):
    """The function at `place` (`module:name` or `module:Class.name`) does what `name` says."""

    name: str
    place: str


TURN, CALL = "guard", "action call"
# Looked up where they are used. A part's time is without that of the parts within it.
RASA = (
    Part(TURN, "bot.channels.guard:Guard.turn"),
    Part("lock", "bot.storage.lock:Locks._acquire"),
    Part("store", "bot.storage.store:Store.retrieve"),
    Part("store", "bot.storage.store:Store.save"),
    Part("Rasa: conversation and events", "rasa.core.agent:Agent.handle_message"),
    Part("policies", "rasa.core.processor:MessageProcessor._predict_next_with_tracker"),
    Part(CALL, "rasa.core.actions.action:RemoteAction.run"),
    Part("understanding: the rest", "bot.nlu.interpreter:ConversationInterpreter.process"),
    Part("understanding: emergencies", "bot.safety.detect:Detector.find"),
    Part("understanding: questions apart", "bot.understanding.intake:split_parts"),
    Part("understanding: questions apart", "bot.understanding.understand:split_parts"),
    Part("understanding: spelling and names", "bot.language.reader:Reader.read"),
    Part("understanding: embedding", "bot.language.embedding:SentenceEncoder.encode"),
    Part("understanding: nearest example", "bot.language.nearest:Nearest.of"),
    Part("understanding: n-grams, labels", "bot.language.hybrid:HybridModel._scores"),
    Part("understanding: n-grams, labels", "bot.language.hybrid:HybridModel._prediction"),
    Part("understanding: what is meant", "bot.understanding.clause:Clause.reading"),
    Part("understanding: the intake", "bot.intake.hear:Listener.command"),
    Part("understanding: the intake", "bot.intake.hear:Listener.hear"),
    Part("understanding: the intake", "bot.intake.hear:Listener.asks"),
)
ACTIONS = (
    Part("action: SDK", "rasa_sdk.executor:ActionExecutor.run"),
    Part("action: what to say", "actions.reply:take_turn"),
    Part("action: what to say", "actions.intake:take_turn"),
    Part("render", "actions.turn:to_message"),
)


def put_into(clocks: Iterable["Clock"], parts: Sequence[Part]) -> None:
    """Have these functions timed from now on; the first is the whole turn."""
    for clock in clocks:
        for part in parts:
            module, _, path = part.place.partition(":")
            *owners, name = path.split(".")
            owner: Any = importlib.import_module(module)
            for one in owners:
                owner = getattr(owner, one)
            setattr(owner, name, clock.timed(part.name, getattr(owner, name), whole=part is parts[0]))


class Clock:
    """Adds up the milliseconds of each part, turn by turn. It holds for one turn at a time."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._time = now
        self.turns: List[Dict[str, float]] = []
        self._now: DefaultDict[str, float] = defaultdict(float)
        self._within: List[float] = []  # seconds of the parts inside each one that is under way

    def timed(self, part: str, function: Callable[..., Any], *, whole: bool) -> Callable[..., Any]:
        """The function with this clock in it."""
        if asyncio.iscoroutinefunction(function):
            @wraps(function)
            async def awaited(*args: Any, **kwargs: Any) -> Any:
                started = self._begin()
                try:
                    return await function(*args, **kwargs)
                finally:
                    self._end(part, started, whole=whole)
            return awaited

        @wraps(function)
        def called(*args: Any, **kwargs: Any) -> Any:
            started = self._begin()
            try:
                return function(*args, **kwargs)
            finally:
                self._end(part, started, whole=whole)
        return called

    def _begin(self) -> float:
        self._within.append(0.0)
        return self._time()

    def _end(self, part: str, started: float, *, whole: bool) -> None:
        seconds = self._time() - started
        self._now[part] += 1_000 * (seconds - self._within.pop())
        if self._within:
            self._within[-1] += seconds
        if whole:
            self.turns.append(dict(self._now))
            self._now.clear()

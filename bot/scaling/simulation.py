"""A discrete-event simulation of people, assistants and a database, in seconds of simulated time."""
import heapq
import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import Callable, Deque, Generator, List, Tuple

Draw = Callable[[], float]
Process = Generator[Tuple["Station", float], None, None]  # what it needs next: a station, and for how long


class Station:
    """`servers` that each do one thing at a time; who comes first is served first. A station without a limit is where people think."""

    def __init__(self, servers: float) -> None:
        self.servers = servers
        self.busy = 0
        self.waiting: Deque[Tuple[Process, float, float]] = deque()
        self.waits: List[float] = []
        self.worked = 0.0

    def utilisation(self, seconds: float, before: float = 0.0) -> float:
        """The part of the last `seconds` for which a server is at work, when it had worked for `before` until then."""
        return (self.worked - before) / (self.servers * seconds)


class Clock:
    """Runs processes: each says at which station it has to be next, and goes on when it has been served there."""

    def __init__(self) -> None:
        self.now = 0.0
        self._events: List[Tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()

    def at(self, time: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._events, (time, next(self._numbers), act))

    def start(self, process: Process, time: float) -> None:
        self.at(time, lambda: self._next(process))

    def run(self, until: float = float("inf")) -> None:
        while self._events and self._events[0][0] <= until:
            self.now, _, act = heapq.heappop(self._events)
            act()

    def _next(self, process: Process) -> None:
        try:
            station, seconds = next(process)
        except StopIteration:
            return
        if station.busy < station.servers:
            self._serve(station, process, seconds, self.now)
        else:
            station.waiting.append((process, seconds, self.now))

    def _serve(self, station: Station, process: Process, seconds: float, came: float) -> None:
        station.busy += 1
        station.waits.append(self.now - came)
        station.worked += seconds
        self.at(self.now + seconds, lambda: self._served(station, process))

    def _served(self, station: Station, process: Process) -> None:
        station.busy -= 1
        if station.waiting:
            self._serve(station, *station.waiting.popleft())
        self._next(process)


@dataclass(frozen=True)
class Load:
    """People begin conversations independently of each other, `per_second` on average; between turns they think."""

    per_second: float
    turns: Draw
    thinking: Draw


@dataclass(frozen=True)
class Costs:
    """Seconds of a processor that one turn takes of each."""

    front: Draw
    rasa: Draw
    actions: Draw
    database: Draw


@dataclass
class Outcome:
    """Seconds from sending a message to its answer, of every turn that began after `warm`; and how busy each part was from then on."""

    turns: List[float] = field(default_factory=list)
    busy: "dict[str, float]" = field(default_factory=dict)


def run(load: Load, costs: Costs, *, assistants: int, fronts: int, database: int, seconds: float, warm: float, between: Draw) -> Outcome:
    """`assistants` processes that nginx asks in turn, each with its action server; `database` and `fronts`: processors of Postgres and of nginx.
    `between`: draws the seconds between two conversations that begin, for a rate of one a second."""
    clock, outcome = Clock(), Outcome()
    minds, front, postgres = Station(float("inf")), Station(fronts), Station(database)
    rasas, actions = [Station(1) for _ in range(assistants)], [Station(1) for _ in range(assistants)]
    next_one = itertools.cycle(range(assistants))

    def conversation() -> Process:
        for _ in range(max(1, round(load.turns()))):
            began, number = clock.now, next(next_one)
            half = costs.rasa() / 2
            yield front, costs.front()
            yield postgres, costs.database() / 2  # read, and lock
            yield rasas[number], half
            yield actions[number], costs.actions()
            yield rasas[number], half
            yield postgres, costs.database() / 2  # store, and let go
            if began > warm:
                outcome.turns.append(clock.now - began)
            yield minds, load.thinking()

    def arrivals(time: float) -> None:
        clock.start(conversation(), time)
        following = time + between() / load.per_second
        if following < seconds:
            clock.at(following, lambda: arrivals(following))

    clock.at(0.0, lambda: arrivals(0.0))
    parts = {"nginx": [front], "Postgres": [postgres], "Rasa": rasas, "actions": actions}
    clock.run(warm)
    before = {one: one.worked for stations in parts.values() for one in stations}
    clock.run(seconds)
    outcome.busy = {name: sum(one.utilisation(seconds - warm, before[one]) for one in stations) / len(stations) for name, stations in parts.items()}
    return outcome

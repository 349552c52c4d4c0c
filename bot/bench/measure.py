"""The figures of the three assistants, taken turn about, so that whatever else this machine does hits all alike."""
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import Any, DefaultDict, Dict, List, Sequence, Tuple

import requests

from bot.bench.drive import Drive, Person, drive
from bot.bench.processes import cpu_seconds, memory_mb
from bot.bench.questions import ANSWER, ANSWERS, TURNS, Conversations, conversations
from bot.bench.report import percentile
from bot.bench.setups import Running, Setup, started

CLIENTS = 8
EARLY, LATE = 5, 200
AROUND = 2  # turns before and after: the same five questions at both places, since they recur every five turns


@dataclass(frozen=True)
class Plan:
    """How much is measured. In every round each assistant has its `answers` conversations of answers by one client, `others` of every other
    kind, and `together` of each kind by each of eight clients; `long` conversations of 200 turns come after the rounds."""

    starts: int = 3
    rounds: int = 20
    answers: int = 5
    others: int = 1
    together: int = 1
    long: int = 3


QUICK = Plan(starts=1, rounds=2, answers=2, others=1, together=1, long=1)


@dataclass
class Taken:
    """What has been measured of one assistant so far; `alone` and `together` are seconds of turns by kind, `busy` the processor's."""

    running: Running
    alone: DefaultDict[str, List[float]] = field(default_factory=lambda: defaultdict(list))
    together: DefaultDict[str, List[float]] = field(default_factory=lambda: defaultdict(list))
    took: DefaultDict[str, float] = field(default_factory=lambda: defaultdict(float))
    busy: DefaultDict[str, float] = field(default_factory=lambda: defaultdict(float))
    early: List[float] = field(default_factory=list)
    late: List[float] = field(default_factory=list)


def measure(setups: Sequence[Setup], plan: Plan) -> Dict[str, Any]:
    """By setup the contract's figures and further ones beside them. Raises NotStarted or Unanswered."""
    with ExitStack() as stack:
        starts = _starts(setups, plan.starts - 1)
        taken: Dict[str, Taken] = {}
        for setup in setups:
            running, seconds = started(setup, stack)
            starts[setup.name].append(seconds)
            taken[setup.name] = Taken(running)
            _say(f"{setup.name} has started in {median(starts[setup.name]):.1f} s")
        texts = {(setup.name, kind, client): conversations(kind, client) for setup in setups for kind in setup.checks for client in range(CLIENTS + 1)}
        for number in range(plan.rounds + 1):
            if number:
                _say(f"round {number} of {plan.rounds}")
            for setup in (*setups[number % len(setups):], *setups[:number % len(setups)]):  # nobody always comes after the same one
                _round(setup, taken[setup.name], plan, texts, counts=number > 0)
        _say(f"conversations of {LATE} turns")
        for _ in range(plan.long):
            _long(setups, taken)
        memory = {setup.name: memory_mb(taken[setup.name].running.pids) for setup in setups}
    return {setup.name: {**_figures(taken[setup.name]), "start_s": round(median(starts[setup.name]), 2), "memory_mb": round(memory[setup.name], 1),
                         **setup.training.figures()} for setup in setups}


def _starts(setups: Sequence[Setup], times: int) -> DefaultDict[str, List[float]]:
    """Seconds from start to first answer, of assistants that are ended again."""
    seconds: DefaultDict[str, List[float]] = defaultdict(list)
    for _ in range(times):
        for setup in setups:
            with ExitStack() as stack:
                seconds[setup.name].append(started(setup, stack)[1])
    return seconds


def _round(setup: Setup, taken: Taken, plan: Plan, texts: Dict[Tuple[str, str, int], Conversations], *, counts: bool) -> None:
    """One assistant's turn at being measured; the first round only warms it up."""
    for kind, check in setup.checks.items():
        before = cpu_seconds(taken.running.pids)
        alone = drive(taken.running.url, [texts[setup.name, kind, CLIENTS]], check, each=plan.answers if kind == ANSWER else plan.others)
        busy = cpu_seconds(taken.running.pids) - before
        together = drive(taken.running.url, [texts[setup.name, kind, client] for client in range(CLIENTS)], check, each=plan.together)
        if counts:
            _keep(taken, kind, alone, together, busy)


def _keep(taken: Taken, kind: str, alone: Drive, together: Drive, busy: float) -> None:
    taken.alone[kind] += alone.latencies
    taken.together[kind] += together.latencies
    taken.took[kind] += together.seconds
    taken.busy[kind] += busy


def _long(setups: Sequence[Setup], taken: Dict[str, Taken]) -> None:
    """A conversation of 200 turns with each, ten turns at a time."""
    with ExitStack() as stack:
        people = {setup.name: Person(taken[setup.name].running.url, stack.enter_context(requests.Session())) for setup in setups}
        for first in range(1, LATE + AROUND + 1, TURNS):
            for setup in setups:
                for turn in range(first, min(first + TURNS, LATE + AROUND + 1)):
                    seconds = people[setup.name].ask(ANSWERS[turn % (2 * AROUND + 1)], setup.checks[ANSWER])
                    if abs(turn - EARLY) <= AROUND:
                        taken[setup.name].early.append(seconds)
                    elif abs(turn - LATE) <= AROUND:
                        taken[setup.name].late.append(seconds)


def _figures(taken: Taken) -> Dict[str, Any]:
    turns = {kind: {**latencies(seconds), "cpu_ms": _ms(taken.busy[kind] / len(seconds)), "eight_clients": latencies(taken.together[kind]),
                    "turns_per_s": round(len(taken.together[kind]) / taken.took[kind], 1)} for kind, seconds in taken.alone.items()}
    early, late = median(taken.early), median(taken.late)
    return {**latencies(taken.alone[ANSWER]), "turns_per_s": turns[ANSWER]["turns_per_s"], "cpu_ms": turns[ANSWER]["cpu_ms"],
            "turn5_ms": _ms(early), "turn200_ms": _ms(late), "turns": turns}


def latencies(seconds: Sequence[float]) -> Dict[str, float]:
    """Median, 95th and 99th percentile of seconds, in milliseconds."""
    return {"median_ms": _ms(median(seconds)), "p95_ms": _ms(percentile(seconds, 0.95)), "p99_ms": _ms(percentile(seconds, 0.99))}


def _ms(seconds: float) -> float:
    return round(seconds * 1_000, 2)


def _say(what: str) -> None:
    print(f"  {what}", flush=True)

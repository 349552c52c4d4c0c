"""The figures of one assistant."""
import time
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Any, Dict, List, Sequence, Tuple

import requests

from bot.bench.drive import Check, Person, drive
from bot.bench.processes import memory_mb
from bot.bench.questions import ANSWER, ANSWERS, KINDS
from bot.bench.report import percentile
from bot.bench.setups import Running, Setup

CLIENTS = 8
EARLY, LATE = 5, 200
AROUND = 2  # turns before and after: the same five questions at both places, since they recur every five turns


@dataclass(frozen=True)
class Plan:
    """How much is measured. `turns`: by one client; `kind_turns`: of each other kind; `load_turns`: by each of the eight clients."""

    starts: int = 3
    warm: int = 50
    turns: int = 1_000
    kind_turns: int = 200
    load_turns: int = 150
    conversations: int = 3


QUICK = Plan(starts=1, warm=25, turns=50, kind_turns=6, load_turns=10, conversations=1)


def measure(setup: Setup, plan: Plan) -> Dict[str, Any]:
    """The contract's figures of a setup, and `turns`: the latencies by kind of turn. Raises NotStarted or Unanswered."""
    check = setup.checks[ANSWER]
    starts: List[float] = []
    for last in [False] * (plan.starts - 1) + [True]:
        with ExitStack() as stack:
            running, seconds = _start(setup, stack)
            starts.append(seconds)
            if last:
                _say(f"{setup.name} has started in {median(starts):.1f} s; one client")
                drive(running.url, ANSWERS, check, clients=1, turns=plan.warm)
                answers = drive(running.url, ANSWERS, check, clients=1, turns=plan.turns).latencies
                turns = {kind: latencies(drive(running.url, KINDS[kind], one, clients=1, turns=plan.kind_turns).latencies)
                         for kind, one in setup.checks.items() if kind != ANSWER}
                _say(f"{CLIENTS} clients")
                together = drive(running.url, ANSWERS, check, clients=CLIENTS, turns=plan.load_turns)
                _say(f"conversations of {LATE} turns")
                early, late = _long_conversations(running.url, check, plan.conversations)
                memory = memory_mb(running.pids)
    return {
        **latencies(answers), "turns_per_s": round(len(together.latencies) / together.seconds, 1), "start_s": round(median(starts), 2),
        "train_s": setup.training.train_s, "memory_mb": round(memory, 1), "turn5_ms": _ms(median(early)), "turn200_ms": _ms(median(late)),
        "turns": {ANSWER: latencies(answers), **turns},
    }


def latencies(seconds: Sequence[float]) -> Dict[str, float]:
    """Median, 95th and 99th percentile of seconds, in milliseconds."""
    return {"median_ms": _ms(median(seconds)), "p95_ms": _ms(percentile(seconds, 0.95)), "p99_ms": _ms(percentile(seconds, 0.99))}


def _start(setup: Setup, stack: ExitStack) -> Tuple[Running, float]:
    """A running setup and the seconds from its start to its first answer."""
    started = time.monotonic()
    running = stack.enter_context(setup.start())
    with requests.Session() as session:
        Person(running.url, session).ask(ANSWERS[0], setup.checks[ANSWER])
    return running, time.monotonic() - started


def _long_conversations(url: str, check: Check, conversations: int) -> Tuple[List[float], List[float]]:
    """Seconds of the turns around turn 5 and around turn 200, of several conversations."""
    early: List[float] = []
    late: List[float] = []
    for _ in range(conversations):
        with requests.Session() as session:
            person = Person(url, session)
            for turn in range(1, LATE + AROUND + 1):
                seconds = person.ask(ANSWERS[turn % (2 * AROUND + 1)], check)
                if abs(turn - EARLY) <= AROUND:
                    early.append(seconds)
                elif abs(turn - LATE) <= AROUND:
                    late.append(seconds)
    return early, late


def _ms(seconds: float) -> float:
    return round(seconds * 1_000, 2)


def _say(what: str) -> None:
    print(f"  {what}", flush=True)

"""A profile of one turn by part, measured inside the running assistant."""
import json
import subprocess
from pathlib import Path
from statistics import mean
from typing import Dict, List, Mapping, NamedTuple, Sequence, Tuple

from bot import settings
from bot.assistant import Assistant
from bot.bench.drive import Check, drive
from bot.bench.parts import ACTIONS, CALL, RASA
from bot.bench.processes import cpu_seconds
from bot.bench.questions import ANSWER, KINDS, TURNS, conversations
from bot.bench.report import aligned

Profile = Mapping[str, Mapping[str, float]]  # kind of turn -> part -> milliseconds
Turn = Dict[str, float]

CLIENT = "HTTP: client, connection, server"
PARTS: Tuple[str, ...] = tuple(dict.fromkeys((CLIENT, *(part.name for part in (*RASA, *ACTIONS)))))
_WARM = 3  # conversations


class _Timed(Assistant):
    """The assistant with clocks in both of its processes, which write what they have counted when they end."""

    def _spawn(self, name: str, arguments: List[str]) -> "subprocess.Popen[bytes]":
        process = arguments[1:] if name == "rasa" else [name, *arguments[2:]]  # as after `python -m`
        return super()._spawn(name, ["-m", "bot.bench.timed", str(self._run / f"{name}.json"), *process])


class Profiles(NamedTuple):
    """Where the time goes that a client waits, and where the processor's goes, in both processes."""

    wall: Profile
    processor: Profile


def profile(model: Path, run: Path, checks: Mapping[str, Check], *, each: int) -> Profiles:
    """Of `each` conversations of each kind by one client. Raises NotStarted or Unanswered."""
    assistant = _Timed(model, settings.free_port(), "127.0.0.1", run)
    assistant.start()
    try:
        assert assistant.rasa
        assert assistant.actions
        pids = (assistant.rasa.pid, assistant.actions.pid)
        asked: List[Tuple[str, float, float]] = []  # kind, milliseconds waited, milliseconds of the processor
        for kind, check in checks.items():
            texts = [conversations(kind)]
            drive(assistant.url, texts, check, each=_WARM)
            before = cpu_seconds(pids)
            waited = drive(assistant.url, texts, check, each=each).latencies
            busy = 1_000 * (cpu_seconds(pids) - before) / len(waited)
            asked += [("", 0.0, 0.0)] * _WARM * TURNS + [(kind, 1_000 * seconds, busy) for seconds in waited]
    finally:
        assistant.stop()
    counted = [json.loads((run / f"{name}.json").read_text(encoding="utf-8")) for name in ("rasa", "actions")]
    rasa, actions = ({clock: turns[-len(asked):] for clock, turns in one.items()} for one in counted)  # before these come the warm-up's silent ones
    wall = [(kind, whole(ms, *parts)) for (kind, ms, _), *parts in zip(asked, rasa["wall"], actions["wall"], strict=True)]
    busy_turns = [(kind, whole(ms, *parts, waits=False)) for (kind, _, ms), *parts in zip(asked, rasa["processor"], actions["processor"], strict=True)]
    return Profiles({kind: of_faster_half([turn for one, turn in wall if one == kind]) for kind in checks},
                    {kind: mean_of([turn for one, turn in busy_turns if one == kind]) for kind in checks})


def whole(ms: float, rasa: Turn, actions: Turn, *, waits: bool = True) -> Turn:
    """A turn's parts out of what it took as seen from outside and what both processes have counted: the rest is the way there and back.

    `waits`: the call of the action counts the time of what is called."""
    turn = {**rasa, **actions}
    if waits:
        turn[CALL] -= sum(actions.values())
    turn[CLIENT] = ms - sum(turn.values())
    return turn


def of_faster_half(turns: Sequence[Turn]) -> Dict[str, float]:
    """The mean of each part over the faster half of the turns: what came between by other work on this machine is no part of a turn."""
    faster = sorted(turns, key=lambda turn: sum(turn.values()))[:max(1, len(turns) // 2)]
    return mean_of(faster)


def mean_of(turns: Sequence[Turn]) -> Dict[str, float]:
    return {part: round(mean(turn.get(part, 0.0) for turn in turns), 3) for part in PARTS}


def table(profile: Profile, title: str) -> str:
    """A line per part, the whole below; milliseconds and, of the first kind, shares."""
    kinds = list(profile)
    rows = [[title, *("an answer, new words" if kind == ANSWER else KINDS[kind] for kind in kinds), "share of it"]]
    total = {kind: sum(profile[kind].values()) for kind in kinds}
    rows += [[part, *(f"{profile[kind][part]:.2f}" for kind in kinds), f"{100 * profile[kinds[0]][part] / total[kinds[0]]:.0f} %"] for part in PARTS]
    rows += [["all", *(f"{total[kind]:.2f}" for kind in kinds), "100 %"]]
    return aligned(rows)

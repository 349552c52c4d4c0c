"""From what a turn costs to how many machines a day of conversations needs."""
import math
from dataclasses import dataclass
from typing import Any, Dict, Mapping

DAY = 86_400
BUSY = 0.6  # of a processor, where people hardly wait for each other (reports/scaling/waits.png)


@dataclass(frozen=True)
class Demand:
    """`intakes`: the part of conversations that go through the intake; `peak`: the busiest minutes over the mean of the day."""

    conversations: int = 1_000_000
    questions: int = 5  # turns of a conversation without an intake
    intake: int = 14  # and with one
    intakes: float = 0.3
    peak: float = 3.0
    thinking: float = 20.0  # seconds between two turns

    @property
    def turns(self) -> float:
        """Of a conversation, on average."""
        return self.questions * (1 - self.intakes) + self.intake * self.intakes

    @property
    def conversations_per_second(self) -> float:
        """At the peak."""
        return self.conversations * self.peak / DAY

    @property
    def turns_per_second(self) -> float:
        return self.conversations_per_second * self.turns


def cost(measured: Mapping[str, Any], demand: Demand) -> Dict[str, float]:
    """Milliseconds of a processor for an average turn, by part."""
    share = demand.intake * demand.intakes / demand.turns
    question, intake = (measured["turns"][kind]["ms"] for kind in ("question", "intake"))
    return {part: question[part] * (1 - share) + intake[part] * share for part in question}


@dataclass(frozen=True)
class Machines:
    """What the peak needs. `cores`: by part, each at BUSY; `assistants`: processes, of which each has one core for Rasa at most."""

    cores: Mapping[str, float]
    assistants: int
    connections: int
    commits_per_second: float
    wal_mb_per_second: float
    rows_per_day: float
    gb_kept: float

    def of(self, cores: int) -> int:
        """How many machines of so many cores, without Postgres, and one more to be without."""
        return math.ceil((self.cores["rasa"] + self.cores["actions"] + self.cores["nginx"]) / cores) + 1


def machines(measured: Mapping[str, Any], demand: Demand, *, days_kept: int = 30) -> Machines:
    ms, rate, database = cost(measured, demand), demand.turns_per_second, measured["database"]
    cores = {part: rate * spent / 1_000 / BUSY for part, spent in ms.items()}
    turns = demand.conversations * demand.turns
    assistants = math.ceil(cores["rasa"])
    return Machines(cores, assistants, assistants * 26, rate * database["commits"], rate * database["wal_bytes"] / 1e6,
                    turns * database["rows_inserted"], turns * days_kept * database["table_bytes"] / 1e9)

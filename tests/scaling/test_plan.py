"""From costs to machines, on figures that can be checked in one's head; and the measured ones, as far as they have to hold."""
import json
from typing import Any, Dict

import pytest

from bot.scaling.__main__ import waiting
from bot.scaling.measure import FILE, PARTS
from bot.scaling.plan import BUSY, DAY, Demand, cost, machines

DEMAND = Demand(conversations=DAY, questions=5, intake=15, intakes=0.5, peak=2.0)  # 10 turns each, 20 a second at the peak
MEASURED: Dict[str, Any] = {
    "turns": {"question": {"ms": {"rasa": 10.0, "actions": 2.0, "nginx": 0.0, "postgres": 1.0}, "variation": 0.5},
              "intake": {"ms": {"rasa": 20.0, "actions": 4.0, "nginx": 0.4, "postgres": 3.0}, "variation": 0.2}},
    "database": {"commits": 5.0, "rows_inserted": 7.0, "wal_bytes": 10_000, "table_bytes": 4_000}}


def test_demand() -> None:
    assert (DEMAND.turns, DEMAND.turns_per_second) == (10, 20)


def test_an_average_turn_is_of_both_kinds_by_their_turns() -> None:
    assert cost(MEASURED, DEMAND)["rasa"] == pytest.approx(17.5)  # three quarters of the turns are an intake's


def test_machines() -> None:
    needed = machines(MEASURED, DEMAND)
    assert needed.cores["rasa"] == pytest.approx(20 * 0.0175 / BUSY)
    assert needed.assistants == 1
    assert needed.commits_per_second == pytest.approx(100)
    assert needed.wal_mb_per_second == pytest.approx(0.2)
    assert needed.gb_kept == pytest.approx(DAY * 10 * 30 * 4_000 / 1e9)
    assert needed.of(8) == 2


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_simulated_as_busy_as_asked_for_and_slower_when_busier(share: float) -> None:
    found = waiting(MEASURED, Demand(thinking=1.0), share, seconds=120)
    assert found["busy"] == pytest.approx(share, rel=0.12)
    assert found["p50_ms"] < found["p95_ms"] < found["p99_ms"]
    assert found["p95_ms"] < waiting(MEASURED, Demand(thinking=1.0), share + 0.1, seconds=120)["p95_ms"]


def test_what_is_kept_was_measured_whole() -> None:
    measured = json.loads(FILE.read_text(encoding="utf-8"))
    for kind in ("question", "intake"):
        assert set(measured["turns"][kind]["ms"]) == set(PARTS)
        assert min(measured["turns"][kind]["ms"].values()) > 0
    assert {one["assistants"] for one in measured["rounds"]} == {1, 2}
    assert measured["database"]["commits"] >= 1

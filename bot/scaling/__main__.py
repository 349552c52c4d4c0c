"""`make scaling`: machines and waits from bot/scaling/measured.json, simulated; reports/scaling/. `--measure` measures anew first (minutes)."""
import argparse
import json
import random
from dataclasses import asdict
from typing import Any, Dict, List, Mapping, Sequence

from bot import settings
from bot.bench.report import percentile
from bot.scaling import measure
from bot.scaling.pictures import draw
from bot.scaling.plan import Demand, Machines, cost, machines
from bot.scaling.simulation import Costs, Draw, Load, Outcome, run

REPORTS = settings.ROOT / "reports" / "scaling"
_SHARES = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_SMALL = 4  # assistants: waits depend on how busy each is, hardly on how many there are, and this many are simulated in seconds
_SECONDS, _WARM = 500.0, 60.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.scaling", description=__doc__)
    parser.add_argument("--measure", action="store_true", help="measure what a turn costs on this machine, and keep it in the repository")
    parser.add_argument("--conversations", type=int, default=Demand.conversations, help="a day (default: %(default)s)")
    parser.add_argument("--peak", type=float, default=Demand.peak, help="the busiest minutes over the mean (default: %(default)s)")
    options = parser.parse_args()
    if options.measure:
        measure.main()
    measured = json.loads(measure.FILE.read_text(encoding="utf-8"))
    demand = Demand(conversations=options.conversations, peak=options.peak)
    needed = machines(measured, demand)
    waits = [waiting(measured, demand, share) for share in _SHARES]
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = {"demand": asdict(demand), "turns_per_second": demand.turns_per_second, "ms": cost(measured, demand), "machines": asdict(needed), "waits": waits}
    (REPORTS / "scaling.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    draw(waits, needed, REPORTS)
    print(told(demand, needed, waits))
    return 0


def waiting(measured: Mapping[str, Any], demand: Demand, share: float, *, seconds: float = _SECONDS, seed: int = 1) -> Dict[str, float]:
    """How long turns take in a cluster of which each Rasa is busy for `share` of the time."""
    ms, chance = cost(measured, demand), random.Random(seed)
    variation = max(measured["turns"][kind]["variation"] for kind in ("question", "intake"))
    rate = share * _SMALL / (ms["rasa"] / 1_000) / demand.turns
    costs = Costs(*(_drawn(chance, ms[part] / 1_000, variation) for part in ("nginx", "rasa", "actions", "postgres")))
    load = Load(rate, lambda: demand.intake if chance.random() < demand.intakes else demand.questions, lambda: chance.expovariate(1 / demand.thinking))
    database = max(1, round(rate * demand.turns * ms["postgres"] / 1_000 / 0.6))
    outcome = run(load, costs, assistants=_SMALL, fronts=1, database=database, seconds=seconds, warm=_WARM + demand.thinking * demand.intake / 2,
                  between=lambda: chance.expovariate(1.0))
    return {"share": share, "busy": round(outcome.busy["Rasa"], 3), **_percentiles(outcome)}


def _drawn(chance: random.Random, mean: float, variation: float) -> Draw:
    """Gamma-distributed, of this mean and coefficient of variation."""
    shape = 1 / max(variation, 0.05) ** 2
    return lambda: chance.gammavariate(shape, mean / shape)


def _percentiles(outcome: Outcome) -> Dict[str, float]:
    return {f"p{round(part * 100)}_ms": round(1_000 * percentile(outcome.turns, part), 1) for part in (0.5, 0.95, 0.99)}


def told(demand: Demand, needed: Machines, waits: Sequence[Mapping[str, float]]) -> str:
    lines: List[str] = [
        f"{demand.conversations:,} conversations a day of {demand.turns:.1f} turns, {demand.peak:g} times the mean at the peak: "
        f"{demand.turns_per_second:,.0f} turns a second.",
        "Cores at 60 %: " + ", ".join(f"{part} {cores:.1f}" for part, cores in needed.cores.items()),
        f"So {needed.assistants} assistants, on {needed.of(8)} machines of 8 cores (one of them to spare); Postgres: {needed.commits_per_second:,.0f} commits a "
        f"second, {needed.wal_mb_per_second:.1f} MB of journal a second, {needed.connections:,} connections if all are used, {needed.gb_kept:,.0f} GB in 30 days.",
        "busy   p50   p95   p99 ms"]
    return "\n".join([*lines, *(f"{one['busy']:4.0%} {one['p50_ms']:6.1f}{one['p95_ms']:6.1f}{one['p99_ms']:6.1f}" for one in waits)])


if __name__ == "__main__":
    raise SystemExit(main())

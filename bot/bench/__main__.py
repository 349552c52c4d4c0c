"""`make bench`: trains the three assistants, measures them turn about, takes one turn apart, writes reports/bench/."""
import argparse
import os
import platform
import signal
import sys
import tempfile
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Dict, List

import requests

from bot import settings
from bot.assistant import NotStarted
from bot.bench import models, projects, setups
from bot.bench import profile as profiles
from bot.bench.charts import draw, draw_profile
from bot.bench.drive import Unanswered
from bot.bench.measure import QUICK, Plan, measure
from bot.bench.models import TrainingFailed
from bot.bench.processes import busy_percent
from bot.bench.questions import ANSWER, KINDS, KNOWN
from bot.bench.report import goals, table, write

_QUIET = 20  # percent of the cores
_FEW_EPOCHS = 2  # of stock: a hundred take more than an hour on two cores
REPORTS = settings.ROOT / "reports" / "bench"


def main() -> int:
    """Return the exit code: 0 when all is measured, 1 when something did not train, start or answer, 130 when told to end."""
    signal.signal(signal.SIGTERM, _interrupt)
    options = _options()
    os.environ["MESSAGES_PER_MINUTE"] = "1000000"  # one client is to be measured, not to be told to slow down
    try:
        with tempfile.TemporaryDirectory() as folder:
            prepared = _prepared(Path(folder), options)
            if not options.train:
                _measure(prepared, options)
    except (TrainingFailed, NotStarted, Unanswered, requests.RequestException) as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="train stock for all of its epochs, and measure for longer")
    parser.add_argument("--stock-epochs", type=int, default=_FEW_EPOCHS, metavar="N",
                        help="train stock for N of its 100 epochs: it answers as fast, and the time of the others is reckoned (default: %(default)s)")
    parser.add_argument("--kept", action="store_true", help="use what was trained in an earlier run, where it fits the data")
    parser.add_argument("--quick", action="store_true", help="a few turns only, with models kept and without stock where there is none, to reports/bench/quick/")
    parser.add_argument("--rounds", type=int, default=0, metavar="N", help="measure for N rounds instead of 20")
    parser.add_argument("--train", action="store_true", help="train and measure nothing")
    parser.add_argument("--profile", action="store_true", help="only take a turn of ours apart")
    options = parser.parse_args()
    if options.full:
        options.stock_epochs = projects.STOCK_EPOCHS
    return options


def _prepared(folder: Path, options: argparse.Namespace) -> List[setups.Setup]:
    """The setups with their models; that of ours is trained into `folder`, or for a quick look taken as it is."""
    kept = options.kept or options.quick or options.profile
    ours = setups.ours(models.kept_ours() if options.quick or options.profile else models.ours(folder))
    if options.profile:
        return [ours]
    floor, stock = projects.floor(), projects.stock(options.stock_epochs)
    prepared = [setups.rasa("floor", floor, models.trained("floor", floor, fresh=not kept), [ANSWER, KNOWN]), ours]
    if not options.quick or models.cached("stock", stock):
        training = models.trained("stock", stock, fresh=not kept, epochs=options.stock_epochs, all_epochs=projects.STOCK_EPOCHS)
        prepared.append(setups.rasa("stock", stock, training, list(KINDS)))
    return prepared


def _measure(prepared: List[setups.Setup], options: argparse.Namespace) -> None:
    plan = QUICK if options.quick else Plan(rounds=60) if options.full else Plan()
    plan = replace(plan, rounds=options.rounds or plan.rounds)
    reports = REPORTS / "quick" if options.quick else REPORTS
    ours = next(setup for setup in prepared if setup.name == "ours")
    if options.profile:
        reports.mkdir(parents=True, exist_ok=True)
        _take_apart(ours, plan, reports)
        return
    busy = busy_percent()
    if busy > _QUIET:
        print(f"Other work takes {busy:.0f} % of this machine: all times will be too long; their ratios hold.", flush=True)
    measured = measure(prepared, plan)
    text = f"{table(measured)}\n\n{goals(measured)}"
    path = write(measured, _conditions(prepared, plan, busy), reports, text)
    draw(measured, reports)
    print(text)
    for setup in prepared:
        print(f"{setup.name}: trained {setup.training.at}; training time {setup.training.figures()['train_is']}")
    _take_apart(ours, plan, reports)
    print(f"written to {path.parent.relative_to(settings.ROOT)}/")


def _take_apart(ours: setups.Setup, plan: Plan, reports: Path) -> None:
    print("  a turn, taken apart", flush=True)
    of_turn = profiles.profile(Path(ours.training.model), setups.run_folder("profile"), ours.checks, each=plan.rounds)
    text = f"{profiles.table(of_turn.wall, 'a turn by part, ms')}\n\n{profiles.table(of_turn.processor, 'the same, ms of the processor')}"
    (reports / "profile.txt").write_text(text + "\n", encoding="utf-8")
    draw_profile(of_turn.wall, reports / "profile.png", "ms")
    draw_profile(of_turn.processor, reports / "profile_processor.png", "ms of the processor, both processes")
    print(f"\n{text}\n")


def _conditions(prepared: List[setups.Setup], plan: Plan, busy: float) -> Dict[str, Any]:
    trainings = {setup.name: {key: value for key, value in asdict(setup.training).items() if key != "model"} for setup in prepared}
    return {"python": platform.python_version(), "rasa": version("rasa"), "cores": os.cpu_count(), "plan": asdict(plan),
            "busy_percent_before": busy, "trainings": trainings}


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

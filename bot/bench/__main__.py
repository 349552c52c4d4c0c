"""`make bench`: trains what is missing, measures the three assistants one after the other, writes reports/bench/."""
import argparse
import os
import platform
import signal
import sys
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Dict, List

import requests

from bot import settings
from bot.assistant import NotStarted
from bot.bench import models, projects, setups
from bot.bench.charts import draw
from bot.bench.drive import Unanswered
from bot.bench.measure import QUICK, Plan, measure
from bot.bench.models import Training, TrainingFailed
from bot.bench.processes import busy_percent
from bot.bench.questions import ANSWER, KINDS
from bot.bench.report import table, write

_QUIET = 20  # percent of the cores
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
                _measure(prepared, QUICK if options.quick else Plan(), REPORTS / "quick" if options.quick else REPORTS, options.stock_epochs)
    except (TrainingFailed, NotStarted, Unanswered, requests.RequestException) as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", 
                        help="a few turns only, to reports/bench/quick/; without stock when it is not trained yet")
    parser.add_argument("--fresh", action="store_true", help="train floor and stock again, for a training time of this run")
    parser.add_argument("--stock-epochs", type=int, default=projects.STOCK_EPOCHS, metavar="N",
                        help="train stock for fewer epochs: its speed is the same, its training time is not (default: %(default)s)")
    parser.add_argument("--train", action="store_true", help="train what is missing and measure nothing")
    return parser.parse_args()


def _prepared(folder: Path, options: argparse.Namespace) -> List[setups.Setup]:
    """The setups with their models, in the order they are measured; that of ours is trained into `folder`."""
    floor, stock = projects.floor(), projects.stock(options.stock_epochs)
    prepared = [setups.rasa("floor", floor, models.trained("floor", floor, fresh=options.fresh), [ANSWER])]
    if not options.quick or models.cached("stock", stock):
        prepared.append(setups.rasa("stock", stock, models.trained("stock", stock, fresh=options.fresh), list(KINDS)))
    prepared.insert(1, setups.ours(models.ours(folder)))
    return prepared


def _measure(prepared: List[setups.Setup], plan: Plan, reports: Path, stock_epochs: int) -> None:
    measured: Dict[str, Any] = {}
    busy: Dict[str, float] = {}
    for setup in prepared:
        busy[setup.name] = busy_percent()
        if busy[setup.name] > _QUIET:
            print(f"Other work takes {busy[setup.name]:.0f} % of this machine: the figures of {setup.name} will be too bad.", flush=True)
        measured[setup.name] = measure(setup, plan)
    conditions = {
        "python": platform.python_version(), "rasa": version("rasa"), "cores": os.cpu_count(), "plan": asdict(plan),
        "stock_epochs": stock_epochs, "busy_percent_before": busy, "trainings": {setup.name: _conditions(setup.training) for setup in prepared}}
    path = write(measured, conditions, reports)
    draw(measured, reports)
    print(table(measured))
    for setup in prepared:
        training = setup.training
        print(f"{setup.name}: trained {training.at}, nice {training.nice}, cores {training.busy_percent:.0f} % busy with other work; "
              f"{busy[setup.name]:.0f} % before it was measured")
    if stock_epochs != projects.STOCK_EPOCHS:
        print(f"stock: trained for {stock_epochs} of its {projects.STOCK_EPOCHS} epochs, so its training time here is not that of the stock configuration")
    print(f"written to {path.parent.relative_to(settings.ROOT)}/")


def _conditions(training: Training) -> Dict[str, Any]:
    return {key: value for key, value in asdict(training).items() if key != "model"}


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

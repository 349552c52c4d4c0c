"""Models of the three assistants, and how long their training took."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any, Dict, Sequence

from bot import seal, settings
from bot.bench.processes import busy_percent, python
from bot.bench.projects import Files

CACHE = settings.RUN / "bench"
_RECORD, _LOG = "training.json", "training.log"
_EPOCH = re.compile(r"Epochs: 100%[^\r\n]*?([\d.]+)(s/it|it/s)")
_NAME = "model"
_EARLIER = "earlier"


class TrainingFailed(Exception):
    """No model came out; its text is one plain sentence."""


@dataclass(frozen=True)
class Training:
    """A model and the conditions it was trained under; `busy_percent`: what others took of the cores when it began.

    `epochs` of `all_epochs` were trained, for one of which `epoch_s` seconds are needed; 0 where there are none.
    """

    model: str
    train_s: float
    at: str
    busy_percent: float
    nice: int
    epochs: int = 0
    all_epochs: int = 0
    epoch_s: float = 0.0

    @property
    def is_whole(self) -> bool:
        return self.epochs >= self.all_epochs

    def figures(self) -> Dict[str, Any]:
        """`train_s` is that of all epochs: measured, or reckoned from those that were trained, as `train_is` says."""
        if self.at == _EARLIER:
            return {"train_s": None, "train_is": "not of this run"}
        if self.is_whole:
            return {"train_s": self.train_s, "train_is": "measured"}
        whole = self.train_s + (self.all_epochs - self.epochs) * self.epoch_s
        return {"train_s": round(whole, 1), "train_is": f"reckoned from {self.epochs} of {self.all_epochs} epochs", "train_measured_s": self.train_s}


def cached(name: str, files: Files) -> bool:
    """Whether these files have been trained on before."""
    return (_folder(name, files) / _RECORD).exists()


def trained(name: str, files: Files, *, fresh: bool = False, epochs: int = 0, all_epochs: int = 0) -> Training:
    """A model for a project of these files; trained now when there is none yet, or when it has to be `fresh`. `files` ask for so many `epochs`
    of `all_epochs`. Raises TrainingFailed."""
    folder = _folder(name, files)
    record = folder / _RECORD
    if fresh or not record.exists():
        for old in CACHE.glob(f"{name}-*"):
            shutil.rmtree(old)
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
        training = replace(_train(name, folder, ["data"], folder), epochs=epochs, all_epochs=all_epochs)
        if not training.is_whole:
            training = replace(training, epoch_s=epoch_seconds((folder / _LOG).read_text(encoding="utf-8", errors="replace")))
        record.write_text(json.dumps(asdict(training), indent=1), encoding="utf-8")
    return Training(**json.loads(record.read_text(encoding="utf-8")))


def ours(out: Path) -> Training:
    """A model of this project as it is now, trained into the folder `out`. Raises TrainingFailed."""
    training = _train("ours", settings.ROOT, ["data/nlu", "data/stories"], out)
    seal.seal(Path(training.model))
    return training


def epoch_seconds(log: str) -> float:
    """Seconds that an epoch of all components took, from the progress bars of a training's log."""
    bars = [_EPOCH.findall(part) for part in log.split("Finished training component")]
    return round(sum(float(pace) if unit == "s/it" else 1 / float(pace) for found in bars for pace, unit in found[-1:]), 3)


def kept_ours() -> Training:
    """The model that fits the present data, trained when there is none; how long that took is not known any more. Raises TrainingFailed."""
    from bot import training

    try:
        model = training.ensure_model()
    except training.TrainingFailed as failure:
        raise TrainingFailed(str(failure)) from None
    return Training(str(model), 0.0, _EARLIER, 0.0, os.nice(0))


def _folder(name: str, files: Files) -> Path:
    content = json.dumps([version("rasa"), files], sort_keys=True)
    return CACHE / f"{name}-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _train(name: str, project: Path, data: Sequence[str], out: Path) -> Training:
    """`rasa train`, with nothing kept from earlier trainings."""
    arguments = ["-m", "rasa", "train", "--data", *data, "--out", str(out), "--fixed-model-name", _NAME]
    cache, log = out / "cache", out / _LOG
    at, busy = datetime.now(timezone.utc).isoformat(timespec="seconds"), busy_percent()
    print(f"training {name} ", end="", flush=True)
    started = time.monotonic()
    with python(arguments, folder=project, log=log, RASA_CACHE_DIRECTORY=str(cache)) as process:
        while process.poll() is None:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
    seconds = time.monotonic() - started
    print(f" {seconds:.0f} s", flush=True)
    shutil.rmtree(cache, ignore_errors=True)
    model = out / f"{_NAME}.tar.gz"
    if process.returncode or not model.exists():
        raise TrainingFailed(f"Training {name} failed; the reason is at the end of {log}.")
    return Training(str(model), round(seconds, 1), at, busy, os.nice(0))

"""Models of the three assistants, and how long their training took."""
import hashlib
import json
import os
import shutil
import subprocess
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Sequence

from bot import settings
from bot.bench.processes import busy_percent, python
from bot.bench.projects import Files

CACHE = settings.RUN / "bench"
_RECORD = "training.json"
_NAME = "model"


class TrainingFailed(Exception):
    """No model came out; its text is one plain sentence."""


@dataclass(frozen=True)
class Training:
    """A model and the conditions it was trained under; `busy_percent`: what others took of the cores when it began."""

    model: str
    train_s: float
    at: str
    busy_percent: float
    nice: int


def cached(name: str, files: Files) -> bool:
    """Whether these files have been trained on before."""
    return (_folder(name, files) / _RECORD).exists()


def trained(name: str, files: Files, *, fresh: bool = False) -> Training:
    """A model for a project of these files; trained now when there is none yet, or when it has to be `fresh`. Raises TrainingFailed."""
    folder = _folder(name, files)
    record = folder / _RECORD
    if fresh or not record.exists():
        for old in CACHE.glob(f"{name}-*"):
            shutil.rmtree(old)
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
        training = _train(name, folder, ["data"], folder)
        record.write_text(json.dumps(asdict(training), indent=1), encoding="utf-8")
    return Training(**json.loads(record.read_text(encoding="utf-8")))


def ours(out: Path) -> Training:
    """A model of this project as it is now, trained into the folder `out`. Raises TrainingFailed."""
    return _train("ours", settings.ROOT, ["data/nlu", "data/stories"], out)


def _folder(name: str, files: Files) -> Path:
    content = json.dumps([version("rasa"), files], sort_keys=True)
    return CACHE / f"{name}-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _train(name: str, project: Path, data: Sequence[str], out: Path) -> Training:
    """`rasa train`, with nothing kept from earlier trainings."""
    arguments = ["-m", "rasa", "train", "--data", *data, "--out", str(out), "--fixed-model-name", _NAME]
    cache, log = out / "cache", out / "training.log"
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

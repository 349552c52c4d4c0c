"""Trains a model when none fits the data: `python -m bot.training`."""
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator, List

from bot import borrowing, seal, settings
from bot.article import load_article
from bot.article.files import DATA, pack

# Everything a model depends on: change one of these files and a new model is trained.
_DATA = ("config.yml", "domain.yml", "requirements.txt", "data/article/*.yml", "data/language/*.yml", "data/nlu/**/*.yml", "data/stories/*.yml",
         "bot/article/*.py", "bot/language/*.py", "bot/nlu/*.py", "bot/understanding/classifier.py")


class TrainingFailed(Exception):
    """No model came out; its text is one plain sentence."""


def model_path() -> Path:
    """Where the model that fits the present data is, or would be after training."""
    return settings.MODELS / f"model-{fingerprint()}.tar.gz"


def fingerprint() -> str:
    """A name for the present state of the data, 12 characters."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(os.path.relpath(path, settings.ROOT).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _files() -> Iterator[Path]:
    for pattern in _DATA:
        yield from sorted(settings.ROOT.glob(pattern))
    if pack() != DATA:
        yield from sorted((*pack().rglob("*.yml"), settings.ROOT / "bot" / "borrowing.py"))


def ensure_model() -> Path:
    """The path of a model that fits the data; trains one if there is none yet, or nobody knows whether it is ours. Raises TrainingFailed."""
    path = model_path()
    if not path.exists() or not seal.seal_of(path).exists():
        _train(path)
        seal.seal(path)
    return path


def chosen_model() -> Path:
    """MODEL, where the environment names one; else as ensure_model. Raises TrainingFailed."""
    given = os.environ.get("MODEL")
    return Path(given).resolve() if given else ensure_model()


def _examples() -> List[str]:
    """The folders and files of training examples. An article of your own borrows most of them, and may bring more."""
    if pack() == DATA:
        return ["data/nlu"]
    path = settings.RUN / f"borrowed-{fingerprint()}.yml"
    borrowing.write(load_article(), path)
    own = pack() / "nlu"
    return [str(path), *([str(own)] if own.exists() else [])]


def _train(path: Path) -> None:
    settings.RUN.mkdir(parents=True, exist_ok=True)
    log = settings.RUN / "training.log"
    # Rasa's cache does not see changes of our own code, so everything is trained anew.
    command = [settings.PYTHON, "-m", "rasa", "train", "--data", *_examples(), "data/stories", "--out", str(path.parent), "--force",
               "--fixed-model-name", path.name[: -len(".tar.gz")]]
    print("Training a model for the present data (one to two minutes) ", end="", flush=True)
    started = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=settings.ROOT, env=settings.environment(), stdout=output, stderr=subprocess.STDOUT)
        try:
            while True:
                try:
                    process.wait(timeout=3)
                    break
                except subprocess.TimeoutExpired:
                    print(".", end="", flush=True)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    print(f" {time.monotonic() - started:.0f} s", flush=True)
    if process.returncode or not path.exists():
        raise TrainingFailed(f"Training failed; the reason is at the end of {log.relative_to(settings.ROOT)}.")


if __name__ == "__main__":
    try:
        print(ensure_model().relative_to(settings.ROOT))
    except TrainingFailed as failure:
        sys.exit(str(failure))

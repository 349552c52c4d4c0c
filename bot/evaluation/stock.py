"""Rasa's stock configuration on the same training data: what our own understanding has to be better than."""
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import List, Sequence

from bot import settings

FOLDER = settings.RUN / "evaluation"
_EXAMPLES = "data/nlu"
_EVERY = 30  # seconds between two signs of progress
_EPOCH = re.compile(r"Epochs:\s*(\d+)%")
CONFIGURATION = """\
recipe: default.v1
assistant_id: stock
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
"""


class StockFailed(Exception):
    """The stock configuration could not be trained or asked; its text is one plain sentence."""


@dataclass(frozen=True)
class Parsed:
    """`intent` as the stock pipeline names it, `nlu_fallback` where it is not sure."""

    intent: str
    confidence: float


def stock_model() -> Path:
    """The stock model for the present examples; trained now (several minutes) unless it is kept from before. Raises StockFailed."""
    path = FOLDER / f"stock-{fingerprint()}.tar.gz"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        _train(path)
    return path


def fingerprint() -> str:
    """A name for the configuration and the present examples, 12 characters."""
    digest = hashlib.sha256(CONFIGURATION.encode())
    for path in sorted((settings.ROOT / _EXAMPLES).rglob("*.yml")):
        digest.update(str(path.relative_to(settings.ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def parse(model: Path, texts: Sequence[str]) -> List[Parsed]:
    """What the stock model makes of each text, in a process of its own. Raises StockFailed."""
    command = [settings.PYTHON, "-m", "bot.evaluation.stock_parse", str(model)]
    done = subprocess.run(command, cwd=settings.ROOT, env=settings.environment(), input=json.dumps(list(texts)), capture_output=True,
                          text=True, check=False)
    if done.returncode:
        raise StockFailed("The stock model could not be asked: " + (done.stderr.strip().splitlines() or ["no reason given"])[-1])
    return [Parsed(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def _train(path: Path) -> None:
    log = FOLDER / "stock-training.log"
    print("Training Rasa's stock configuration, once for these examples (many minutes; --without-stock leaves it out)", flush=True)
    with tempfile.TemporaryDirectory() as folder, log.open("w", encoding="utf-8") as output:
        examples, configuration = Path(folder, "nlu"), Path(folder, "config.yml")
        shutil.copytree(settings.ROOT / _EXAMPLES, examples)
        configuration.write_text(CONFIGURATION, encoding="utf-8")
        command = [settings.PYTHON, "-m", "rasa", "train", "nlu", "--config", str(configuration), "--nlu", str(examples), "--out", folder,
                   "--fixed-model-name", "stock"]
        process = subprocess.Popen(command, cwd=folder, env=settings.environment(), stdout=output, stderr=subprocess.STDOUT)
        _wait(process, log)
        if process.returncode or not Path(folder, "stock.tar.gz").exists():
            raise StockFailed(f"Training the stock configuration failed; the reason is at the end of {log.relative_to(settings.ROOT)}.")
        shutil.move(str(Path(folder, "stock.tar.gz")), path)


def _wait(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait for the end and tell how far it is; the process ends with us."""
    started = time.monotonic()
    try:
        while process.poll() is None:
            try:
                process.wait(timeout=_EVERY)
            except subprocess.TimeoutExpired:
                print(f"  {time.monotonic() - started:4.0f} s, {_percent(log)} % of the epochs", flush=True)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _percent(log: Path) -> str:
    found = _EPOCH.findall(log.read_text(encoding="utf-8", errors="replace"))
    return found[-1] if found else "0"

"""Processes of the benchmark: started with the assistant's own environment, and ended whatever happens."""
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Sequence

import psutil

from bot import settings
from bot.assistant import end_with_parent

_SECONDS_TO_STOP = 20


@contextmanager
def python(arguments: Sequence[str], *, folder: Path, log: Path, **environment: str) -> "Iterator[subprocess.Popen[bytes]]":
    """A Python process in `folder` that writes to `log`; ended when the block is left."""
    with log.open("ab") as output:
        process = subprocess.Popen([settings.PYTHON, *arguments], cwd=folder, env={**settings.environment(), **environment},
                                   stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                                   preexec_fn=end_with_parent)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def memory_mb(pids: Sequence[int]) -> float:
    """Resident memory of these processes and all they have started, in MB of 2^20 bytes."""
    processes = {process.pid: process for pid in pids for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True))}
    return sum(process.memory_info().rss for process in processes.values()) / 2 ** 20


def cpu_seconds(pids: Sequence[int]) -> float:
    """Processor time that these processes have used so far, in seconds."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)


def busy_percent() -> float:
    """How busy this machine's cores are, in percent, looked at for a second. While nothing of ours runs it is what others take."""
    return float(psutil.cpu_percent(1))

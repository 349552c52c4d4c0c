"""A Postgres of the tests' own: started in a second or two, stopped, paused and gone as the faults want it."""
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Dict, List, Optional

import psutil
import psycopg2
import pytest

from bot.assistant import end_with_parent
from bot.settings import free_port

SECONDS_TO_START = 20


def programs() -> Optional[Path]:
    """Where initdb and postgres are; None when they are not installed."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def installed_postgres() -> "PrivatePostgres":
    """Not started yet. Skips the test where Postgres is not installed."""
    if not programs():
        pytest.skip("Postgres is not installed: apt-get install postgresql")
    return PrivatePostgres()


class PrivatePostgres:
    """On a free port of this machine. Postgres does not run as root, so for root it runs as Debian's user postgres."""

    def __init__(self) -> None:
        found = programs()
        assert found, "Postgres is not installed"
        self._programs = found
        self._user: Dict[str, str] = {"user": "postgres"} if os.geteuid() == 0 else {}
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        if self._user:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        self.port = free_port()
        self._process: Optional[subprocess.Popen[bytes]] = None
        subprocess.run([self._programs / "initdb", "-D", self.folder / "data", "-U", "bot", "-A", "trust", "-E", "UTF8", "--no-sync"], check=True,
                       stdout=subprocess.DEVNULL, cwd="/", **self._user)  # type: ignore[call-overload]

    @property
    def url(self) -> str:
        return f"postgresql://bot@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        command = [self._programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder, "-h", "127.0.0.1", "-c", "fsync=off"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", preexec_fn=end_with_parent,
                                             **self._user)  # type: ignore[call-overload]
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg2.connect(self.url).close()
                return
            except psycopg2.Error:
                assert time.monotonic() < until, (self.folder / "log").read_text()
                time.sleep(0.05)

    def stop(self) -> None:
        """As by `pg_ctl stop -m immediate`: no connection is ended politely."""
        if self._process:
            self.resume()
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(20)
            self._process = None

    def pause(self) -> None:
        """It keeps its connections, takes new ones, and says nothing."""
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                process.suspend()

    def resume(self) -> None:
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _processes(self) -> List[psutil.Process]:
        assert self._process
        postmaster = psutil.Process(self._process.pid)
        return [postmaster, *postmaster.children(recursive=True)]

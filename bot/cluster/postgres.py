"""A Postgres of our own, out of the programs that are installed: it has its own folder and listens on a socket in it, so only its owner gets in."""
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, Optional

import psycopg2

from bot.assistant import end_with_parent
from bot.cluster.errors import CannotStart

SECONDS_TO_START = 20


def programs() -> Optional[Path]:
    """Where initdb and postgres are; None when they are not installed."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class PrivatePostgres:
    """What it keeps is gone with `remove`. Postgres does not run as root, so for root it runs as Debian's user postgres."""

    def __init__(self, *, connections: int = 100, durable: bool = True) -> None:
        found = programs()
        if not found:
            raise CannotStart("Postgres is not installed: apt-get install postgresql")
        self._programs = found
        self._settings = {"max_connections": str(connections), "fsync": "on" if durable else "off"}
        self._user: Dict[str, Any] = {"user": "postgres"} if os.geteuid() == 0 else {}
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        if self._user:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        self.process: Optional[subprocess.Popen[bytes]] = None
        made = subprocess.run([found / "initdb", "-D", self.folder / "data", "-U", "bot", "-A", "trust", "-E", "UTF8", "--no-sync"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", **self._user)
        if made.returncode:
            raise CannotStart(f"Postgres could not be set up: {made.stderr.decode(errors='replace').strip().splitlines()[-1]}")

    @property
    def url(self) -> str:
        return f"postgresql://bot@/postgres?host={self.folder}"

    def start(self) -> None:
        """Return when it can be used. Raises CannotStart."""
        command = [str(self._programs / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), "-h", "",
                   *(part for name, value in self._settings.items() for part in ("-c", f"{name}={value}"))]
        with (self.folder / "log").open("ab") as log:
            process: subprocess.Popen[bytes] = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", preexec_fn=end_with_parent,
                                                                start_new_session=True, **self._user)
        self.process = process
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg2.connect(self.url).close()
                return
            except psycopg2.Error:
                if process.poll() is not None or time.monotonic() > until:
                    raise CannotStart(f"Postgres did not start: {(self.folder / 'log').read_text(errors='replace')[-300:]}") from None
                time.sleep(0.05)

    def stop(self) -> None:
        """As by `pg_ctl stop -m immediate`: no connection is ended politely, and nothing that was committed is lost."""
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(20)
            self.process = None

    def remove(self) -> None:
        """Stop it, and delete all that it kept."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

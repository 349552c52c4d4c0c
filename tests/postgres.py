"""A Postgres of the tests' own: started in a second or two, stopped, paused and gone as the faults want it."""
from contextlib import suppress
from typing import List

import psutil
import pytest

from bot.cluster import postgres
from bot.cluster.postgres import programs

__all__ = ["PrivatePostgres", "installed_postgres", "programs"]


def installed_postgres() -> "PrivatePostgres":
    """Not started yet. Skips the test where Postgres is not installed."""
    if not programs():
        pytest.skip("Postgres is not installed: apt-get install postgresql")
    return PrivatePostgres()


class PrivatePostgres(postgres.PrivatePostgres):
    """What a power cut leaves of it is no matter here, so it need not wait for a disk."""

    def __init__(self) -> None:
        super().__init__(durable=False)

    def stop(self) -> None:
        self.resume()
        super().stop()

    def pause(self) -> None:
        """It keeps its connections, takes new ones, and says nothing."""
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                process.suspend()

    def resume(self) -> None:
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def _processes(self) -> List[psutil.Process]:
        if not self.process:
            return []
        postmaster = psutil.Process(self.process.pid)
        return [postmaster, *postmaster.children(recursive=True)]

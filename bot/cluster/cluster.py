"""Several assistants on one Postgres behind nginx, started, healed and ended together."""
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Dict, List, Sequence

from bot import settings
from bot.assistant import Assistant
from bot.cluster.nginx import Nginx
from bot.cluster.postgres import PrivatePostgres

RUN = settings.RUN / "cluster"
_CONNECTIONS = 26  # of one assistant: docs/storage.md
_SPARE = 14


class Cluster:
    """`start` and `stop` are called in turn; `watch` starts again what has ended by itself."""

    def __init__(self, models: Sequence[Path], *, https: int, run: Path = RUN, rate: str = "20r/s", **environment: str) -> None:
        """An assistant per model. Raises CannotStart when nginx or Postgres are not installed."""
        self._run, self._environment = run, environment
        self._starters = ThreadPoolExecutor(len(models), thread_name_prefix="starter")  # a process ends with the thread that has started it
        self.postgres = PrivatePostgres(connections=_CONNECTIONS * len(models) + _SPARE)
        try:
            ports = _free_ports(len(models) + 1)
            self.nginx = Nginx(ports[1:], https=https, http=ports[0], folder=run / "nginx", rate=rate)
        except BaseException:
            self.postgres.remove()
            raise
        self.assistants = [self._assistant(number, model, port) for number, (model, port) in enumerate(zip(models, ports[1:], strict=True), 1)]
        self.url = f"https://localhost:{https}"
        self._healing: Dict[int, Future[None]] = {}

    def start(self) -> None:
        """Return when it serves. Raises CannotStart or NotStarted, with nothing left running."""
        try:
            self.postgres.start()
            list(self._starters.map(Assistant.start, self.assistants))
            self.nginx.start()
        except BaseException:
            self.stop()
            raise

    def replace(self, number: int, model: Path) -> None:
        """Assistant `number` ends its turns under way and is started again with `model`; nginx asks the others meanwhile. Raises NotStarted."""
        before = self.assistants[number]
        before.stop()
        self.assistants[number] = self._assistant(number + 1, model, before.port)
        self._starters.submit(self.assistants[number].start).result()

    def watch(self) -> None:
        """Never returns: an assistant that has ended is started again, as is nginx."""
        while True:
            self.heal()
            time.sleep(0.5)

    def heal(self) -> None:
        """One look, without waiting for what is started."""
        for number, assistant in enumerate(self.assistants):
            if (number not in self._healing or self._healing[number].done()) and not assistant.mend():
                self._healing[number] = self._starters.submit(self._again, assistant)
        if self.nginx.process and self.nginx.process.poll() is not None:
            self.nginx.start()

    def healed(self) -> None:
        """Return when all that is being started again has started. Raises NotStarted."""
        for one in self._healing.values():
            one.result()

    def stop(self) -> None:
        """In the order in which turns under way come to their end."""
        if self.nginx.process:
            self.nginx.stop()
        closing = ThreadPoolExecutor(len(self.assistants))
        list(closing.map(Assistant.stop, self.assistants))
        self._starters.shutdown()
        list(closing.map(Assistant.stop, self.assistants))  # one that was being started meanwhile
        closing.shutdown()
        self.postgres.remove()

    def _assistant(self, number: int, model: Path, port: int) -> Assistant:
        environment = {"DATABASE_URL": self.postgres.url, **self._environment}
        return Assistant(model, port, "127.0.0.1", self._run / f"assistant-{number}", environment)

    def _again(self, assistant: Assistant) -> None:
        assistant.stop()  # its actions
        assistant.start()


def _free_ports(count: int) -> List[int]:
    ports: List[int] = []
    while len(ports) < count:
        port = settings.free_port()
        if port not in ports:
            ports.append(port)
    return ports

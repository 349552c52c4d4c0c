"""`make cluster`: two assistants (ASSISTANTS=3 for more) on a Postgres of their own behind nginx, until Ctrl-C."""
import os
import signal
import sys
from typing import Any

from bot import settings
from bot.article import DataError
from bot.assistant import NotStarted
from bot.checks import check_data
from bot.cluster.cluster import RUN, Cluster
from bot.cluster.errors import CannotStart
from bot.training import TrainingFailed, ensure_model

_PORT, _MOST = 8443, 32


def prepared() -> Cluster:
    """Not yet started. Raises DataError, SettingError, TrainingFailed, NotStarted or CannotStart."""
    port = settings.port() if "PORT" in os.environ else _PORT
    if not settings.is_free(port, "127.0.0.1"):
        raise CannotStart(f"Port {port} is taken; choose another one, for example PORT={port + 1}.")
    if os.environ.get("DATABASE_URL"):
        raise CannotStart("A cluster for trying out has a Postgres of its own; take DATABASE_URL out of the environment, or see docs/deploying.md.")
    check_data()
    model = ensure_model()
    return Cluster([model] * _assistants(), https=port, run=RUN / str(port))


def main() -> int:
    """Return the exit code: 0 when told to end, 1 when it could not be started."""
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, _interrupt)
    try:
        cluster = prepared()
        print(f"Starting Postgres, {len(cluster.assistants)} assistants and nginx …", flush=True)
        cluster.start()
    except (DataError, settings.SettingError, TrainingFailed, NotStarted, CannotStart) as mistake:
        print(mistake, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    try:
        print(f"The chat page is at {cluster.url}/webhooks/web/ (its certificate is our own: {cluster.nginx.certificate})", flush=True)
        print("Each of these serves every conversation: " + ", ".join(assistant.url for assistant in cluster.assistants), flush=True)
        print("What is said is kept until this ends. Ctrl-C ends it.", flush=True)
        cluster.watch()
    except (KeyboardInterrupt, CannotStart):
        print("\nEnding …", flush=True)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave processes behind
        cluster.stop()
    return 0


def _assistants() -> int:
    given = os.environ.get("ASSISTANTS", "2")
    if not given.isdecimal() or not 0 < int(given) <= _MOST:
        raise settings.SettingError(f"ASSISTANTS has to be a number from 1 to {_MOST}, not {given!r}.")
    return int(given)


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

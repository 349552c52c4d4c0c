"""`make cluster`: two assistants (ASSISTANTS=3 for more) on a Postgres of their own behind nginx, until Ctrl-C."""
import os
import sys

from bot import settings
from bot.assistant import refuse_taken
from bot.checks import check_data
from bot.cluster.cluster import RUN, Cluster
from bot.cluster.errors import CannotStart
from bot.foreground import CANNOT_START, heed_signals, ignore_interrupts
from bot.training import ensure_model

_PORT, _MOST = 8443, 32


def prepared() -> Cluster:
    """Not yet started. Raises DataError, SettingError, TrainingFailed, NotStarted or CannotStart."""
    port = settings.port() if "PORT" in os.environ else _PORT
    refuse_taken(port, "127.0.0.1")
    if os.environ.get("DATABASE_URL"):
        raise CannotStart("A cluster for trying out has a Postgres of its own; take DATABASE_URL out of the environment, or see docs/deploying.md.")
    check_data()
    model = ensure_model()
    return Cluster([model] * _assistants(), https=port, run=RUN / str(port))


def main() -> int:
    """Return the exit code: 0 when told to end, 1 when it could not be started."""
    heed_signals()
    try:
        cluster = prepared()
        print(f"Starting Postgres, {len(cluster.assistants)} assistants and nginx …", flush=True)
        cluster.start()
    except (*CANNOT_START, CannotStart) as mistake:
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
        ignore_interrupts()
        cluster.stop()
    return 0


def _assistants() -> int:
    return settings.whole_number("ASSISTANTS", os.environ.get("ASSISTANTS", "2"), _MOST)


if __name__ == "__main__":
    sys.exit(main())

"""`make run`: checks the data, trains when needed, starts the assistant and stays until it is told to end."""
import sys

from bot import __version__, settings
from bot.assistant import Assistant, refuse_taken
from bot.checks import check_data
from bot.foreground import CANNOT_START, heed_signals, ignore_interrupts
from bot.production import refuse_unsafe
from bot.training import chosen_model


def prepared() -> Assistant:
    """An assistant on the port of the environment, not yet started. Raises DataError, SettingError or TrainingFailed."""
    port, host = settings.port(), settings.host()
    refuse_unsafe(alone=False)
    settings.check()
    refuse_taken(port, host)
    check_data()  # a mistake in the data is told before anything is trained
    return Assistant(chosen_model(), port, host, settings.RUN / str(port))


def main() -> int:
    """Return the exit code: 0 when told to end, 1 when the assistant could not be started or ended by itself."""
    heed_signals()
    try:
        assistant = prepared()
        print(f"Starting version {__version__} …", flush=True)
        wanted = assistant.model
        assistant.start()
    except CANNOT_START as mistake:
        print(mistake, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    try:
        print(f"The chat page is at {assistant.url}/webhooks/web/", flush=True)
        print(f"The assistant is at {assistant.url}/webhooks/rest/webhook. Ctrl-C ends it.", flush=True)
        if assistant.model != wanted:
            print(f"The model at {wanted} cannot be loaded; delete it to have a new one trained. Until then {assistant.model.name} serves.", flush=True)
        if not assistant.readiness().get("storage"):
            print("It answers, but cannot save conversations: the database is not there. It will when it is.", flush=True)
        assistant.watch()
        print("The assistant has ended by itself; see the logs in .run/.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nEnding …", flush=True)
        return 0
    finally:
        ignore_interrupts()
        assistant.stop()


if __name__ == "__main__":
    sys.exit(main())

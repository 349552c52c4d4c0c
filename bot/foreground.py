"""What the programs have in common that stay in the foreground until Ctrl-C."""
import signal

from bot import settings
from bot.article import DataError
from bot.assistant import NotStarted
from bot.training import TrainingFailed

# What keeps an assistant from being started; the text of each is for the person who started it.
CANNOT_START = (DataError, settings.SettingError, TrainingFailed, NotStarted)


def heed_signals() -> None:
    """Ctrl-C and SIGTERM raise KeyboardInterrupt, also where a shell has started this in the background and so ignores the first."""
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, signal.default_int_handler)


def ignore_interrupts() -> None:
    """From here on everything is ended in order: a second Ctrl-C must not leave processes behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

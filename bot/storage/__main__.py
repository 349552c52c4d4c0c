"""`python -m bot.storage purge [--days 30]`: deletes conversations without a message for so long, in the database of the environment."""
import argparse
import asyncio
import sys
from pathlib import Path

from bot import settings
from bot.storage.errors import StorageError
from bot.storage.opening import open_database
from bot.storage.rights import purge


def main() -> int:
    """Return the exit code: 0 when done, 1 when the database cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m bot.storage", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("purge", help="delete old conversations")
    try:
        command.add_argument("--days", type=int, default=settings.retention_days(), help="without a message (default: %(default)s, from RETENTION_DAYS)")
        command.add_argument("--db", type=Path, help="the SQLite file; without DATABASE_URL only (default: that of `make run` on PORT)")
        options = parser.parse_args()
        if options.days < 1:
            parser.error("--days has to be at least 1")
        count = asyncio.run(purge(open_database(options.db), options.days))
    except (settings.SettingError, StorageError) as failure:
        print(f"Nothing was deleted: {failure}.", file=sys.stderr)
        return 1
    print(f"{count} conversations were deleted.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

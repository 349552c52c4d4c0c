"""What the operator may do to the conversations of the database in the environment: delete old ones, export or delete one, copy all and put them back."""
import argparse
import asyncio
import json
import sys
from pathlib import Path

from bot import settings
from bot.storage.backup import NotCopied, backup, restore
from bot.storage.database import Database
from bot.storage.errors import ClockAhead, StorageError
from bot.storage.opening import open_database
from bot.storage.rights import delete, export, holds_nothing, purge
from bot.storage.sqlite import SqliteDatabase

OPERATOR = "deleted by operator"  # in the audit


def main() -> int:
    """Return the exit code: 0 when done, 1 when the database cannot be used or holds nothing of the kind."""
    try:
        options = _options()
        return _COMMANDS[options.command](open_database(options.db), options)
    except ClockAhead as doubt:
        print(f"Nothing was deleted: {doubt}. Look at the clock; if it is right, say --force.", file=sys.stderr)
    except (settings.SettingError, StorageError) as failure:
        print(f"Nothing was done: {failure}.", file=sys.stderr)
    return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.storage", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    old = commands.add_parser("purge", help="delete conversations without a message for so long")
    old.add_argument("--days", type=int, default=settings.retention_days(), help="without a message (default: %(default)s, from RETENTION_DAYS)")
    old.add_argument("--force", action="store_true", help="although the clock is more than a day ahead of the last purge")
    for name, does in (("export", "write all that is kept of one conversation, as JSON"), ("delete", "delete all that is kept of one conversation")):
        one = commands.add_parser(name, help=does)
        one.add_argument("conversation", help="its id, with the channel: rest:alice, telegram:12345 (docs/privacy.md)")
    for name, does in (("backup", "copy everything to a new file, while the assistant runs"), ("restore", "put a backup in the place of everything")):
        whole = commands.add_parser(name, help=f"{does}; of a Postgres pg_dump and pg_restore do that")
        whole.add_argument("file", type=Path)
    for command in commands.choices.values():
        command.add_argument("--db", type=Path, help="the SQLite file; without DATABASE_URL only (default: that of `make run` on PORT)")
    options = parser.parse_args()
    if options.command == "purge" and options.days < 1:
        parser.error("--days has to be at least 1")
    return options


def _purge(database: Database, options: argparse.Namespace) -> int:
    count = asyncio.run(purge(database, options.days, force=options.force))
    print(f"{count} conversations were deleted.")
    return 0


def _export(database: Database, options: argparse.Namespace) -> int:
    kept = asyncio.run(export(database, options.conversation))
    if holds_nothing(kept):
        return _nothing(options.conversation)
    print(json.dumps(kept, ensure_ascii=True, indent=1))
    return 0


def _delete(database: Database, options: argparse.Namespace) -> int:
    count = asyncio.run(delete(database, options.conversation, action=OPERATOR))
    if not count:
        return _nothing(options.conversation)
    print(f"{count} events were deleted.")
    return 0


def _backup(database: Database, options: argparse.Namespace) -> int:
    backup(_of_this_machine(database), options.file)
    print(f"Everything is in {options.file}; keep it where nobody else can read it.")
    return 0


def _restore(database: Database, options: argparse.Namespace) -> int:
    restore(_of_this_machine(database), options.file)
    print("Everything is as it was. What was deleted since has to be deleted again (docs/storage.md).")
    return 0


def _of_this_machine(database: Database) -> SqliteDatabase:
    if not isinstance(database, SqliteDatabase):
        raise NotCopied("DATABASE_URL names a Postgres; use pg_dump and pg_restore")
    return database


def _nothing(conversation: str) -> int:
    print(f"Nothing is kept of {conversation}.", file=sys.stderr)
    return 1


_COMMANDS = {"purge": _purge, "export": _export, "delete": _delete, "backup": _backup, "restore": _restore}

if __name__ == "__main__":
    sys.exit(main())

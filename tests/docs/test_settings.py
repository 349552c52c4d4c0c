"""docs/settings.md tells of every setting that is read, and of no other."""
import re
from typing import Set

from bot.settings import ROOT

# Set for others by us, or libpq's own.
OURS = {"RASA_TELEMETRY_ENABLED", "PGPASSWORD"}


def read() -> Set[str]:
    code = "\n".join(path.read_text(encoding="utf-8") for folder in ("bot", "actions") for path in sorted((ROOT / folder).rglob("*.py")))
    found = re.findall(r"(?:environ\.get|environ|getenv|given\.get|environment\.get|_number|_text)[(\[]\s*\"([A-Z][A-Z0-9_]{2,})\"", code)
    return set(found) - OURS


def told() -> Set[str]:
    rows = [line.split("|")[1] for line in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row)}


def test_every_setting_is_told() -> None:
    assert not read() - told()


def test_every_setting_that_is_told_is_read() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for folder in ("bot", "actions", "deploy") for path in sorted((ROOT / folder).rglob("*.py")))
    assert not {name for name in told() if f'"{name}"' not in code}

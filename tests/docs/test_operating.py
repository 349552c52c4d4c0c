"""docs/operating.md says what each sign means that the assistant can give."""
import re

import pytest

from bot import metrics
from bot.settings import ROOT

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
EVENTS = (ROOT / "bot" / "events.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(metrics.FAILURES))
def test_every_kind_of_failure_is_told_with_its_events(kind: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{kind}` |"))
    counted = re.findall(rf'metrics.failed\("{kind}"\)\n    _log\([^"]+"(\w+)"', EVENTS)
    assert set(counted) <= set(re.findall(r"`(\w+)`", row))


def test_no_other_kind_or_event_is_told() -> None:
    table = PAGE[PAGE.index("| `kind` |"):].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) - {"kind"} == metrics.FAILURES
    assert all(f'"{event}"' in EVENTS for row in table.splitlines()[2:] for event in re.findall(r"`(\w+_\w+)`", row.split("|")[3]) if event != "RUN_FOLDER")


def test_every_limit_is_told() -> None:
    told = next(line for line in PAGE.splitlines() if line.startswith("`assistant_rate_limited_total`"))
    assert set(re.findall(r"`(\w+)`", told)) >= metrics.LIMITS

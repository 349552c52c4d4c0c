"""The benchmark's file and table, out of figures that are made up."""
import json
import re
from pathlib import Path
from typing import Any, Dict, List, Set

import pytest

from bot.bench.report import CONTRACT, SETUPS, goals, percentile, table, write

# docs: the contract, "The benchmark's file".
KEYS = {"median_ms", "p95_ms", "p99_ms", "turns_per_s", "start_s", "train_s", "memory_mb", "turn5_ms", "turn200_ms"}


def measured() -> Dict[str, Dict[str, Any]]:
    """ours is twice the floor, stock five times ours."""
    of_setup = {"floor": 10.0, "ours": 20.0, "stock": 100.0}
    figures: Dict[str, Dict[str, Any]] = {setup: {figure.path: value for figure in CONTRACT} for setup, value in of_setup.items()}
    for setup in ("ours", "stock"):
        figures[setup]["turns"] = {"answer": {"median_ms": of_setup[setup]}, "two_questions": {
            "median_ms": 2 * of_setup[setup], "eight_clients": {"p99_ms": 7 * of_setup[setup]}, "turns_per_s": of_setup[setup]}}
    return figures


def cells(line: str) -> List[str]:
    return re.split(r"\s{2,}", line.strip())


@pytest.mark.parametrize(("values", "share", "expected"), [
    ([7.0], 0.99, 7.0),
    ([3.0, 1.0, 2.0], 0.5, 2.0),
    ([1.0, 2.0], 0.5, 1.5),
    ([float(value) for value in range(101)], 0.95, 95.0),
    ([float(value) for value in range(101)], 0.99, 99.0),
    ([1.0, 2.0, 3.0], 1.0, 3.0),
    ([1.0, 2.0, 3.0], 0.0, 1.0),
])
def test_a_percentile_is_where_it_should_be(values: List[float], share: float, expected: float) -> None:
    assert percentile(values, share) == pytest.approx(expected)


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_the_figures_are_the_contracts() -> None:
    keys: Set[str] = {figure.path for figure in CONTRACT}
    assert keys == KEYS


def test_the_file_has_the_contracts_keys(tmp_path: Path) -> None:
    content = json.loads(write(measured(), {"cores": 2}, tmp_path / "bench", "a table").read_text(encoding="utf-8"))
    assert set(content) == set(SETUPS) == {"floor", "ours", "stock"}
    assert all(set(figures) >= KEYS for figures in content.values())
    assert json.loads((tmp_path / "bench" / "conditions.json").read_text(encoding="utf-8")) == {"cores": 2}


def test_the_table_has_the_ratios() -> None:
    head, *lines = table(measured()).splitlines()
    assert cells(head) == [*SETUPS, "ours/floor", "stock/ours"]
    assert len(lines) == len(CONTRACT) + 3
    assert cells(lines[0]) == ["an answer, median, ms", "10.0", "20.0", "100.0", "2.00", "5.00"]
    assert cells(lines[-3]) == ["two questions: median, ms", "-", "40.0", "200.0", "-", "5.00"]
    assert cells(lines[-2]) == ["two questions: 8 clients, 99th percentile, ms", "-", "140.0", "700.0", "-", "5.00"]
    assert cells(lines[-1]) == ["two questions: turns a second, 8 clients, 1/s", "-", "20.0", "100.0", "-", "5.00"]


def test_what_is_reckoned_is_said_to_be() -> None:
    figures = measured()
    figures["stock"].update(train_s=4_000.0, train_measured_s=200.0)
    line = next(line for line in table(figures).splitlines() if line.startswith("training"))
    assert cells(line) == ["training, s", "10.0", "20.0", "about 4000.0", "2.00", "200.00"]


def test_what_was_to_be_reached_is_held_against_what_is() -> None:
    assert [cells(line)[1:] for line in goals(measured()).splitlines()[1:]] == [
        ["2.5", "2", "yes"], ["0.3333", "0.2", "yes"], ["4", "1", "yes"], ["1.2", "1", "yes"], ["15", "20", "NO"], ["90", "20", "yes"], ["1024", "20", "yes"]]
    assert all(cells(line)[-1] == "-" for line in goals({}).splitlines()[1:])


def test_what_was_not_measured_is_a_dash() -> None:
    without = {setup: figures for setup, figures in measured().items() if setup != "stock"}
    assert cells(table(without).splitlines()[1]) == ["an answer, median, ms", "10.0", "20.0", "-", "2.00", "-"]

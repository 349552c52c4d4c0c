"""A second press of the same button."""
import pytest

from bot.channels import pressed


@pytest.mark.parametrize(("at", "what", "same"), [
    (100.0, ("D1", "7"), True), (109.9, ("D1", "7"), True), (90.1, ("D1", "7"), True), (121.0, ("D1", "7"), False), (100.0, ("D1", "8"), False),
    (100.0, ("D1", "7", "U2"), False)])
def test_it_is_the_same_when_it_comes_within_seconds(at: float, what: "tuple[str, ...]", same: bool) -> None:
    assert bool(set(pressed.keys(100.0, "D1", "7")) & set(pressed.keys(at, *what))) is same

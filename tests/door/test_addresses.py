"""Who is believed about where a request comes from."""
from ipaddress import ip_network

import pytest

from bot.channels.addresses import caller, is_local

HERE = (ip_network("127.0.0.0/8"), ip_network("::1"))
INSIDE = (*HERE, ip_network("10.0.0.0/8"))


@pytest.mark.parametrize(("peer", "forwarded", "trusted", "expected"), [
    ("203.0.113.9", None, HERE, "203.0.113.9"),
    ("203.0.113.9", "198.51.100.1", HERE, "203.0.113.9"),  # nobody we know says so
    ("127.0.0.1", "198.51.100.1", HERE, "198.51.100.1"),
    ("127.0.0.1", "127.0.0.1, 198.51.100.1", HERE, "198.51.100.1"),  # the first is made up
    ("127.0.0.1", "198.51.100.1, 10.1.2.3", HERE, "10.1.2.3"),
    ("127.0.0.1", "198.51.100.1, 10.1.2.3", INSIDE, "198.51.100.1"),
    ("127.0.0.1", None, HERE, "127.0.0.1"),
    ("127.0.0.1", "", HERE, "127.0.0.1"),
    ("127.0.0.1", "nonsense", HERE, "127.0.0.1"),
    ("127.0.0.1", "198.51.100.1, nonsense", HERE, "127.0.0.1"),
    ("127.0.0.1", "198.51.100.1", (), "127.0.0.1"),
    ("::ffff:127.0.0.1", "198.51.100.1", HERE, "198.51.100.1"),
    ("::1", "2001:db8:1:2:3:4:5:6", HERE, "2001:db8:1:2::/64"),  # one household
    ("", "198.51.100.1", HERE, ""),
    ("127.0.0.1", ", ".join(["10.0.0.1"] * 500), INSIDE, "10.0.0.1"),
])
def test_the_address_of_a_caller(peer: str, forwarded: "str | None", trusted: "tuple[object, ...]", expected: str) -> None:
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert caller(peer, headers, trusted) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("peer", "header", "expected"), [
    ("127.0.0.1", "", True), ("::1", "", True), ("203.0.113.9", "", False), ("", "", False),
    ("127.0.0.1", "x-forwarded-for", False), ("127.0.0.1", "forwarded", False), ("127.0.0.1", "x-real-ip", False),
])
def test_this_machine_without_a_proxy(peer: str, header: str, expected: bool) -> None:
    assert is_local(peer, {header: "127.0.0.1"} if header else {}) is expected

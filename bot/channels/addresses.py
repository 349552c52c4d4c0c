"""From which address a request comes, where proxies stand in between."""
import ipaddress
from typing import Iterable, Mapping, Optional, Union

from bot.settings import Network

Address = Union[ipaddress.IPv4Address, ipaddress.IPv6Address]

# A proxy sets one of these, so a request that carries one was made somewhere else than at this machine.
_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")
_MOST_HOPS = 10


def caller(peer: str, headers: Mapping[str, str], trusted: Iterable[Network]) -> str:
    """The address of whoever began the request; empty when it cannot be told.

    X-Forwarded-For is read from its end, and only as far as trusted proxies have written it: what stands before that anyone may have made up.
    """
    trusted = tuple(trusted)
    found = _read(peer)
    hops = headers.get("x-forwarded-for", "").split(",")[-_MOST_HOPS:]
    while found and hops and any(found in network for network in trusted):
        before = _read(hops.pop())
        if before is None:
            break
        found = before
    return _written(found) if found else ""


def is_local(peer: str, headers: Mapping[str, str]) -> bool:
    """Whether a program of this machine asks, with no proxy in between."""
    found = _read(peer)
    return bool(found and found.is_loopback) and not any(name in headers for name in _FORWARDED)


def is_loopback(address: str) -> bool:
    found = _read(address)
    return bool(found and found.is_loopback)


def _read(text: str) -> Optional[Address]:
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _written(address: Address) -> str:
    """Of IPv6 the /64, since that is what one household has."""
    if isinstance(address, ipaddress.IPv6Address) and not address.is_loopback:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)

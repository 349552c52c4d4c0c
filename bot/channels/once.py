"""Which message is the same one again: an `Idempotency-Key`, set by whoever may send a request twice (a client, or nginx when a process is gone)."""
import re
from typing import Mapping

HEADER = "idempotency-key"
_WELL_FORMED = re.compile(r'"?([A-Za-z0-9._:-]{8,128})"?')


def key_of(headers: Mapping[str, str]) -> str:
    """The key of a request; empty when it has none, or none that anybody would choose. It holds for the sender and text it came with only."""
    found = _WELL_FORMED.fullmatch(headers.get(HEADER, "").strip())
    return found[1] if found else ""

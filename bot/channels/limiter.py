"""Which requests are too many: of one address, of new web sessions, and of those who were refused before."""
from typing import NamedTuple, Optional

from bot import settings
from bot.channels.addresses import is_loopback
from bot.channels.rates import Rate

PER_ADDRESS, SESSIONS, REFUSALS = 600, 60, 60  # a minute, where no setting says otherwise
REFUSED = (401, 403)
# Platforms speak for everybody from a few addresses, and prove who they are; only who fails to is limited there.
_SIGNED = frozenset({"slack", "telegram", "twilio_voice", "alexa"})
_FREE = frozenset({"healthz", "readyz"})
_SESSION = "/webhooks/web/session"


class Busy(NamedTuple):
    """The limit that is reached, and after how many seconds it will not be."""

    limit: str
    seconds: int


class Limiter:
    """Per address and minute. `per_address` None: the usual numbers, and none for callers on this machine."""

    def __init__(self, per_address: Optional[int] = None) -> None:
        self._spares_loopback = per_address is None
        self._all = Rate(f"{per_address or PER_ADDRESS}/minute")
        self._sessions = Rate(f"{min(per_address or SESSIONS, SESSIONS)}/minute")
        self._refusals = Rate(f"{min(per_address or REFUSALS, REFUSALS)}/minute")

    @classmethod
    def of_settings(cls) -> "Limiter":
        return cls(settings.requests_per_minute())

    def busy(self, address: str, door: str, method: str, path: str) -> Optional[Busy]:
        """Why one more request is too many, or None; counts it."""
        if self._is_spared(address) or door in _FREE:
            return None
        if not self._refusals.is_open(address):
            return Busy("refusals", self._refusals.seconds(address))
        if door not in _SIGNED and not self._all.admits(address):
            return Busy("address", self._all.seconds(address))
        if path == _SESSION and method == "POST" and not self._sessions.admits(address):
            return Busy("sessions", self._sessions.seconds(address))
        return None

    def note(self, address: str, status: int) -> None:
        """What the request came to."""
        if status in REFUSED and not self._is_spared(address):
            self._refusals.admits(address)

    def _is_spared(self, address: str) -> bool:
        return self._spares_loopback and is_loopback(address)

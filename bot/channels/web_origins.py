"""Whose pages may use the chat: the assistant's own, and those that are listed."""
from typing import Dict, Iterable, Mapping, Optional
from urllib.parse import urlsplit

OWN = ""  # the assistant's own pages, and programs, which name no origin


class Origins:
    """An allow-list. No origin is allowed by a pattern, and none is reflected that is not on it."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = tuple(allowed)

    def of(self, headers: Mapping[str, str]) -> Optional[str]:
        """OWN, the listed origin a request comes from, or None when its origin is not allowed."""
        origin = headers.get("origin", "").lower()
        if not origin:
            return OWN
        if origin in self._allowed:
            return origin
        try:
            parts = urlsplit(origin)
        except ValueError:
            return None
        # A proxy may end TLS before us, so the scheme says nothing.
        return OWN if parts.scheme in ("http", "https") and parts.netloc and parts.netloc == headers.get("host", "").lower() else None

    def cors(self, headers: Mapping[str, str]) -> Dict[str, str]:
        """The headers that let a page of a listed origin read an answer; cookies play no part, so none are allowed."""
        origin = self.of(headers)
        if not origin:
            return {}
        return {"access-control-allow-origin": origin, "access-control-allow-methods": "GET, POST", "access-control-max-age": "600",
                "access-control-allow-headers": "authorization, content-type"}

    @property
    def frame_ancestors(self) -> str:
        """The directive of a Content-Security-Policy that says who may put the page in a frame."""
        return " ".join(("frame-ancestors", "'self'", *self._allowed))

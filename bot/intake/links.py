"""Addresses under which the files of a summary can be fetched for a day, without anybody having to log in."""
import time
from typing import Dict, NamedTuple, Optional, Sequence, Union

from itsdangerous import BadData, URLSafeTimedSerializer

from bot import settings

FORMATS = {"pdf": "pdf", "text": "txt", "json": "json", "fhir": "fhir"}  # name -> ending of the address
SECONDS = 24 * 60 * 60
_EVERYTHING = "data"
Secret = Union[str, Sequence[str]]  # of several the last one signs, and each opens
_PURPOSE = "summary"  # a token made for something else opens nothing here


def link(conversation_id: str, secret: Secret) -> str:
    """A token for a conversation: signed and dated, but readable, so it belongs to the person alone."""
    return _signed(conversation_id, secret, _PURPOSE)


def _signed(conversation_id: str, secret: Secret, purpose: str) -> str:
    # The signature's own date is in whole seconds, within which a conversation can end and another of the same id begin.
    return str(URLSafeTimedSerializer(secret, salt=purpose).dumps([conversation_id, time.time()]))


class Link(NamedTuple):
    """What a token says: the conversation it was made for, and when (seconds since 1970)."""

    conversation_id: str
    made: float


def opened(token: str, secret: Secret, *, everything: bool = False) -> Optional[Link]:
    """What a token says; None for a forged or damaged one and one older than a day. Never raises."""
    try:
        said = URLSafeTimedSerializer(secret, salt=_EVERYTHING if everything else _PURPOSE).loads(token, max_age=SECONDS)
    except BadData:
        return None
    if not (isinstance(said, list) and len(said) == 2 and isinstance(said[0], str) and isinstance(said[1], (int, float))):
        return None
    return Link(said[0], float(said[1]))


def addresses(conversation_id: str, secret: Secret, base: str = "") -> Dict[str, str]:
    """The address of each file by the names of FORMATS; `base` is what stands before the path, such as `https://example.org`."""
    token = link(conversation_id, secret)
    return {name: f"{base}/summary/{token}.{ending}" for name, ending in FORMATS.items()}


def data_link(conversation_id: str) -> str:
    """Where all that is kept of a conversation can be fetched for a day, as a path on the host that this assistant is reached at."""
    return f"/data/{_signed(conversation_id, settings.secret_keys(), _EVERYTHING)}.json"


def links_to(conversation_id: str) -> Dict[str, str]:
    """The same with the secret of this assistant, as paths on the host it is reached at."""
    return addresses(conversation_id, settings.secret_keys())

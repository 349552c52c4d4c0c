"""Addresses under which the files of a summary can be fetched for a day, without anybody having to log in."""
from typing import Dict, Optional, Sequence, Union

from itsdangerous import BadData, URLSafeTimedSerializer

from bot import settings

FORMATS = {"pdf": "pdf", "text": "txt", "json": "json", "fhir": "fhir"}  # name -> ending of the address
SECONDS = 24 * 60 * 60
_EVERYTHING = "data"
Secret = Union[str, Sequence[str]]  # of several the last one signs, and each opens
_PURPOSE = "summary"  # a token made for something else opens nothing here


def link(conversation_id: str, secret: Secret) -> str:
    """A token for a conversation: signed and dated, but readable, so it belongs to the person alone."""
    return str(URLSafeTimedSerializer(secret, salt=_PURPOSE).dumps(conversation_id))


def conversation_of(token: str, secret: Secret, *, everything: bool = False) -> Optional[str]:
    """The conversation a token was made for; None for a forged or damaged token and one older than a day. Never raises."""
    try:
        conversation_id = URLSafeTimedSerializer(secret, salt=_EVERYTHING if everything else _PURPOSE).loads(token, max_age=SECONDS)
    except BadData:
        return None
    return conversation_id if isinstance(conversation_id, str) else None


def addresses(conversation_id: str, secret: Secret, base: str = "") -> Dict[str, str]:
    """The address of each file by the names of FORMATS; `base` is what stands before the path, such as `https://example.org`."""
    token = link(conversation_id, secret)
    return {name: f"{base}/summary/{token}.{ending}" for name, ending in FORMATS.items()}


def data_link(conversation_id: str) -> str:
    """Where all that is kept of a conversation can be fetched for a day, as a path on the host that this assistant is reached at."""
    return f"/data/{URLSafeTimedSerializer(settings.secret_keys(), salt=_EVERYTHING).dumps(conversation_id)}.json"


def links_to(conversation_id: str) -> Dict[str, str]:
    """The same with the secret of this assistant, as paths on the host it is reached at."""
    return addresses(conversation_id, settings.secret_keys())

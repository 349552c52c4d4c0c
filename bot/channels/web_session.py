"""Sessions of the chat on a website: issued and signed here, so that a browser can neither choose nor guess one."""
import secrets
from typing import Optional, Sequence, Union

from itsdangerous import BadData, URLSafeTimedSerializer

SECONDS = 7 * 24 * 60 * 60
_PURPOSE = "web-session"  # a token signed for something else opens no conversation


class Sessions:
    """Tokens that name a conversation, the origin of the page it is held on, and when they were made. Of several secrets the last one signs, and each opens."""

    def __init__(self, secret: Union[str, Sequence[str]], *, seconds: int = SECONDS) -> None:
        self._serializer, self.seconds = URLSafeTimedSerializer(secret, salt=_PURPOSE), seconds

    def issue(self, origin: str) -> str:
        """A token for a new conversation on a page of `origin`."""
        return str(self._serializer.dumps([secrets.token_urlsafe(18), origin]))

    def sender_of(self, token: str, origin: str) -> Optional[str]:
        """The sender a token was issued to; None when it is forged, expired, or of another origin. Never raises."""
        try:
            content = self._serializer.loads(token, max_age=self.seconds)
        except BadData:
            return None
        if not isinstance(content, list) or len(content) != 2 or content[1] != origin:
            return None
        return str(content[0])

"""Whether a request comes from Slack: signed with our secret, and not long ago."""
import hashlib
import hmac
import time

SECONDS = 5 * 60  # older may be a recording that somebody plays back


def is_signed(secret: str, timestamp: str, signature: str, body: bytes) -> bool:
    """Never raises, whatever the headers hold."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 20 or abs(time.time() - int(timestamp)) > SECONDS:
        return False
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode("utf-8", "replace"))

"""A bearer token: what a program shows in its Authorization header."""
import hmac


def token_in(authorization: str) -> str:
    """The token of a header; empty when it has none, or another scheme."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def allowed(authorization: str, token: str) -> bool:
    """Whether a header shows this token, which is not empty; takes as long for a wrong one as for a right one."""
    return hmac.compare_digest(token_in(authorization).encode("utf-8", "replace"), token.encode())

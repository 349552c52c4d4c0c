"""Reads a request's body without letting it grow."""
from sanic.request import Request

LARGEST_BODY = 64 * 1024  # bytes
# More than this is not even thrown away piece by piece.
_LARGEST_DISCARDED = 128 * 1024 * 1024


class TooLarge(Exception):
    """The body is larger than is allowed."""


async def read_body(request: Request, largest: int = LARGEST_BODY) -> bytes:
    """The whole body of at most `largest` bytes. Raises TooLarge, after reading and dropping the rest so that the caller can hear the answer."""
    parts, size = [], 0
    while True:
        part = await request.stream.read()
        if not part:
            break
        size += len(part)
        if size <= largest:
            parts.append(part)
        elif size > _LARGEST_DISCARDED:
            raise TooLarge
    if size > largest:
        raise TooLarge
    return b"".join(parts)

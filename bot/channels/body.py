"""Reads a request's body without letting it grow."""
from sanic.request import Request

LARGEST_BODY = 64 * 1024  # bytes
# More than this is not even thrown away piece by piece.
_LARGEST_DISCARDED = 128 * 1024 * 1024


class TooLarge(Exception):
    """The body is larger than LARGEST_BODY."""


async def read_body(request: Request) -> bytes:
    """The whole body. Raises TooLarge, after reading and dropping the rest so that the caller can hear the answer."""
    parts, size = [], 0
    while True:
        part = await request.stream.read()
        if not part:
            break
        size += len(part)
        if size <= LARGEST_BODY:
            parts.append(part)
        elif size > _LARGEST_DISCARDED:
            raise TooLarge
    if size > LARGEST_BODY:
        raise TooLarge
    return b"".join(parts)

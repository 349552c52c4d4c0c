"""What a request holds: its body, without letting it grow, and the JSON object in it; or why it is refused."""
import json
from typing import Any, Dict, NamedTuple, Union

from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

LARGEST_BODY = 64 * 1024  # bytes
# More than this is not even thrown away piece by piece.
_LARGEST_DISCARDED = 128 * 1024 * 1024


class Refusal(NamedTuple):
    """Why something is not taken: an HTTP status and a sentence."""

    status: int
    error: str


TOO_LARGE = Refusal(413, "The message is too large: send at most 64 kB.")
NOT_JSON = Refusal(415, "Send JSON, with the content type application/json.")
NOT_VALID = Refusal(400, "The body is not valid JSON.")


class TooLarge(Exception):
    """The body is larger than is allowed."""


def refused(refusal: Refusal, *, seconds: int = 0) -> HTTPResponse:
    """`seconds`: after which it may be tried again."""
    return json_response({"error": refusal.error}, status=refusal.status, headers={"retry-after": str(seconds)} if seconds else None)


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


def read_object(content_type: str, body: bytes, example: str) -> Union[Dict[str, Any], Refusal]:
    """The JSON object that a request is, or why it is refused, with `example` as what to send. Never raises."""
    # Only JSON: a browser asks leave before it sends this type to another site.
    if content_type.partition(";")[0].strip().lower() != "application/json":
        return NOT_JSON
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return NOT_VALID
    return given if isinstance(given, dict) else Refusal(400, f"Send a JSON object such as {example}.")


async def object_in(request: Request, example: str) -> Union[Dict[str, Any], Refusal]:
    """The JSON object that was sent, as read_object."""
    try:
        body = await read_body(request)
    except TooLarge:
        return TOO_LARGE
    return read_object(request.headers.get("content-type", ""), body, example)

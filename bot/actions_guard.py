"""Who may call the action server, whoever has started it: this assistant, by a shared secret, or, where there is none, this machine only.

`make run` makes a secret at each start and hands it to both processes. By hand (`rasa run` and `rasa run actions`) set ACTIONS_SECRET for both;
without it `rasa run actions`, which listens on every address, still answers callers of this machine only.
"""
import hmac
import time
from typing import Any, Optional

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot import events, request_id
from bot.actions_secret import HEADER, REQUEST_ID, secret
from bot.channels import server
from bot.channels.addresses import is_local
from bot.channels.headers import protect

LARGEST_CALL = 4 * 1024 * 1024  # bytes: Rasa sends a conversation's slots along
_ROUTES = ("/webhook", "/health")


def close(app: Sanic) -> None:
    """Let nobody else in, and no word of a person out, be it in an error or a log."""
    expected = secret()

    async def begin(request: Request) -> Optional[HTTPResponse]:
        if hasattr(request.ctx, "began"):
            return None
        request.ctx.began = time.perf_counter()
        if request.route is None:
            return None
        if request.path not in _ROUTES:
            return json_response({"error": "There is nothing under this address."}, status=404)
        if request.path != "/health" and not allowed(request, expected):
            events.action_refused()
            return json_response({"error": "Only the assistant may call its actions."}, status=401)
        call = _call(request)
        request_id.begin(call.get(REQUEST_ID) if isinstance(call, dict) else None)
        if request.path != "/health" and not isinstance(call, dict):
            return json_response({"error": "The call is not valid JSON."}, status=400)
        return None

    async def finish(request: Request, response: HTTPResponse) -> None:
        protect(response)
        if request.path == "/webhook" and hasattr(request.ctx, "began"):
            events.action_run(response.status, time.perf_counter() - request.ctx.began)

    async def start(app: Sanic, _: Any) -> None:
        server.take_hold(app, begin=begin, finish=finish, largest=LARGEST_CALL)

    app.register_listener(start, "before_server_start")


def allowed(request: Request, expected: str) -> bool:
    if not expected:
        return is_local(request.ip or "", request.headers)
    return hmac.compare_digest(request.headers.get(HEADER, "").encode("utf-8", "replace"), expected.encode())


def _call(request: Request) -> Any:
    try:
        return request.json
    except Exception:  # whatever it is that was sent, it is no call
        return None

"""In front of all doors: who asks, how often, what may be reached at all, and what every answer carries. GET / and GET /metrics."""
import sys
import time
from typing import Any, Awaitable, Callable, Mapping, Optional, Tuple

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw
from sanic.response import json as json_response

from bot import events, logs, metrics, request_id, settings
from bot.channels import server
from bot.channels.addresses import caller, is_local
from bot.channels.bearer import allowed
from bot.channels.body import Refusal, refused
from bot.channels.headers import protect
from bot.channels.limiter import Limiter
from bot.production import refuse_unsafe

UNREADABLE = Refusal(400, "This is no request that can be read.")
NOT_THERE = Refusal(404, "There is nothing under this address.")
TOO_OFTEN = Refusal(429, "Those were very many requests; please wait a minute and try again.")
NO_TOKEN = Refusal(401, "The metrics are shown only to who has their token.")
LARGEST_REQUEST = 2 * 1024 * 1024  # bytes that are read of what no door has read; doors have lower limits of their own
_QUIET = ("healthz", "readyz", "metrics")


class FrontInput(InputChannel):
    """No channel: it stands first in credentials.yml and takes hold of the whole server when that starts."""

    @classmethod
    def name(cls) -> str:
        return "front"

    def url_prefix(self) -> str:
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        logs.install()
        server.take_connections_at_once()
        try:
            refuse_unsafe()
        except settings.SettingError as mistake:
            sys.exit(str(mistake))
        limiter, trusted = Limiter.of_settings(), settings.trusted_proxies()
        door = Blueprint("front_door")

        @door.get("/metrics")
        async def counted(request: Request) -> HTTPResponse:
            refusal = may_read(request)
            return refused(refusal) if refusal else raw(metrics.text(), content_type=metrics.TYPE)

        async def begin(request: Request) -> Optional[HTTPResponse]:
            if hasattr(request.ctx, "began"):  # Sanic asks twice where something has failed
                return None
            request.ctx.began, request.ctx.request_id = time.perf_counter(), request_id.begin(request.headers.get(request_id.HEADER))
            request.ctx.address = caller(request.ip or "", request.headers, trusted)
            request.ctx.door, request.ctx.pattern = place(request)
            if not is_framed(request.headers):
                request.stream.request_body, request.stream.keep_alive = None, False  # what follows is not waited for
                return refused(UNREADABLE)
            busy = limiter.busy(request.ctx.address, request.ctx.door, request.method, request.ctx.pattern)
            if busy:
                events.rate_limited(busy.limit, request.ctx.door)
                return refused(TOO_OFTEN, seconds=busy.seconds)
            if request.ctx.door == "root":  # Rasa's own answer tells its version
                return json_response({"status": "ok"})
            return refused(NOT_THERE) if request.route is not None and not is_ours(request.route.name) else None

        async def finish(request: Request, response: HTTPResponse) -> None:
            began = getattr(request.ctx, "began", None)
            protect(response)
            response.headers[request_id.HEADER] = getattr(request.ctx, "request_id", "") or request_id.begin()
            if began is None:
                return
            limiter.note(request.ctx.address, response.status)
            metrics.request(request.ctx.door, response.status)
            events.request_answered(request.method, request.ctx.pattern, response.status, time.perf_counter() - began, quiet=request.ctx.door in _QUIET)

        @door.listener("before_server_start")
        async def start(app: Sanic, _: Any) -> None:
            server.take_hold(app, begin=begin, finish=finish, largest=LARGEST_REQUEST)

        return door


def place(request: Request) -> Tuple[str, str]:
    """The name of the door and the pattern of the address, such as `/summary/<name>`; nothing of the address itself."""
    if request.route is None:
        return "none", "none"
    pattern = f"/{request.route.path}"
    parts = pattern.strip("/").split("/")
    return (parts[1] if parts[0] == "webhooks" and len(parts) > 1 else parts[0] or "root"), pattern


def is_framed(headers: Mapping[str, str]) -> bool:
    """Whether it is certain where the body ends: a proxy in front may read it otherwise than Sanic does."""
    length = headers.get("content-length", "0")
    return length.isdecimal() and not ("content-length" in headers and "transfer-encoding" in headers)


def is_ours(route: str) -> bool:
    """Whether a door of ours answers there, and not something that Rasa offers by itself."""
    parts = route.split(".")
    return len(parts) > 2 and parts[-2].endswith("_door")


def may_read(request: Request) -> Optional[Refusal]:
    """None for who may read the metrics: holders of METRICS_TOKEN, or, where there is none, programs of this machine."""
    token = metrics.token()
    if not token:
        return None if is_local(request.ip or "", request.headers) else NOT_THERE
    return None if allowed(request.headers.get("authorization", ""), token) else NO_TOKEN

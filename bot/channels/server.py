"""Takes hold of a server of Sanic's, whichever of our processes it runs in: who is heard first and last, and that nothing tells a person's words."""
import asyncio
from typing import Any

from sanic import Sanic

from bot import logs
from bot.channels.errors import PlainErrors


def take_hold(app: Sanic, *, begin: Any, finish: Any, largest: int) -> None:
    """`begin` comes before and `finish` after whatever else looks at a request; `largest` is how many bytes of one are read.

    To be called before the server starts, and after Rasa or its SDK have made it.
    """
    logs.take_over()
    app.config.ACCESS_LOG = False  # Sanic's holds addresses with their tokens
    app.config.REQUEST_MAX_SIZE = largest
    app.error_handler = PlainErrors()  # Sanic's tells what it is and what was asked for, the SDK's repeats the whole call
    app.register_middleware(begin, "request")
    app.register_middleware(finish, "response")
    app.request_middleware.rotate(1)
    app.response_middleware.rotate(-1)


def take_connections_at_once() -> None:
    """By asyncio's own loop; to be called before the server runs, with SANIC_USE_UVLOOP=false in its environment (bot/settings.py).

    uvloop takes one connection a round, and a round lasts as long as all that is ready to go on: of a crowd the last waited a minute to be heard.
    """
    asyncio.set_event_loop_policy(None)

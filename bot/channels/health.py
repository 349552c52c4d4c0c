"""GET /healthz: the process is alive. GET /readyz: model, storage and actions can serve a turn, the first one as fast as the next."""
import asyncio
from typing import Any, Awaitable, Callable

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels import actions_call, graph_run, unchanging
from bot.channels.warmup import WarmUp
from bot.storage.store import store_of

SECONDS = 1.0


class HealthInput(InputChannel):
    """No channel: two questions that a load balancer asks."""

    @classmethod
    def name(cls) -> str:
        return "health"

    def url_prefix(self) -> str:
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        actions_call.lighten()
        graph_run.install()
        unchanging.install()
        door = Blueprint("health_door")
        warm_up = WarmUp()

        @door.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            app.add_task(warm_up.run(app.ctx.agent, can_act))

        @door.get("/healthz")
        async def alive(_: Request) -> HTTPResponse:
            return json({"status": "alive"})

        @door.get("/readyz")
        async def ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            storage, actions = await asyncio.gather(_within(_storage(agent)), _within(_actions(agent)))
            parts = {"model": bool(agent and agent.is_ready()), "storage": storage, "actions": actions and warm_up.done}
            return json({"status": "ready" if all(parts.values()) else "not ready", **parts}, status=200 if all(parts.values()) else 503)

        return door


async def can_act(agent: Any) -> bool:
    """Whether the action server answers, so that a turn comes to something."""
    return bool(agent and agent.is_ready()) and await _within(_actions(agent))


async def _within(check: Awaitable[bool]) -> bool:
    try:
        return await asyncio.wait_for(check, SECONDS)
    except Exception:  # whatever keeps the answer from coming: not ready
        return False


async def _storage(agent: Agent) -> bool:
    return await store_of(agent).is_ready()


async def _actions(agent: Agent) -> bool:
    endpoint = agent.action_endpoint
    if endpoint is None or not endpoint.url:
        return False
    health = endpoint.copy()
    health.url = endpoint.url.rsplit("/", 1)[0]
    await health.request("get", "health", content_type=None)
    return True

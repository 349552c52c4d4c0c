"""POST /webhooks/telegram/webhook: checks who knocks, keeps what is said, answers 200, and only then works."""
import asyncio
import hmac
import json
from typing import Any, Awaitable, Callable, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot import logs, settings
from bot.channels.body import Refusal, TooLarge, read_body, refused
from bot.channels.courier import Courier
from bot.channels.doors import opened
from bot.channels.guard import Guard
from bot.channels.health import can_act
from bot.channels.inbox import CannotKeep
from bot.channels.inbox_shared import open_inbox
from bot.channels.telegram.answers import CHANNEL, TelegramAnswers
from bot.channels.telegram.api import SECRET_HEADER, TOKEN, TelegramApi, api_url
from bot.channels.telegram.setup import set_up
from bot.channels.telegram.updates import read

LARGEST_UPDATE = 512 * 1024  # bytes
FORBIDDEN = Refusal(403, "The secret token is wrong or missing.")
NO_UPDATE = Refusal(400, "Send an update of Telegram as a JSON object.")
TOO_LARGE = Refusal(413, "The update is too large.")
CANNOT_KEEP = Refusal(503, "The update cannot be kept at the moment; please send it again.")


class TelegramInput(InputChannel):
    """Closed unless TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET are set."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        logs.install()
        door = Blueprint("telegram_door")
        given = opened(CHANNEL, "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET")
        if given:
            _open(door, given["TELEGRAM_BOT_TOKEN"], given["TELEGRAM_WEBHOOK_SECRET"], on_new_message)
        return door


def _open(door: Blueprint, token: str, secret: str, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
    my_id = int(token.partition(":")[0]) if TOKEN.fullmatch(token) else 0
    api = TelegramApi(token, api_url())
    running: dict[str, Any] = {"agent": None, "tasks": []}
    answers = TelegramAnswers(Guard(CHANNEL, on_new_message), api, lambda: running["agent"])
    courier = Courier(CHANNEL, open_inbox(CHANNEL, token), answers, api.send)

    @door.post("/webhook", stream=True)
    async def receive(request: Request) -> HTTPResponse:
        try:
            body = await read_body(request, LARGEST_UPDATE)
        except TooLarge:
            return refused(TOO_LARGE)
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace"), secret.encode()):
            return refused(FORBIDDEN)
        update = read_update(body)
        if update is None:
            return refused(NO_UPDATE)
        taken = read(update, my_id)
        try:
            if taken and not await courier.accept(taken.keys, taken.chat, taken.work):
                answers.known(taken.work)
        except CannotKeep:
            return refused(CANNOT_KEEP)
        return json_response({"ok": True})

    @door.listener("after_server_start")
    async def start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        running["agent"] = app.ctx.agent
        base = settings.public_url()
        address = f"{base}/webhooks/{CHANNEL}/webhook" if base else ""
        running["tasks"] = [loop.create_task(courier.open(lambda: can_act(app.ctx.agent))), loop.create_task(set_up(api, address, secret))]

    @door.listener("before_server_stop")
    async def stop(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        for task in running["tasks"]:
            task.cancel()
        await courier.drain()
        await api.close()


def read_update(body: bytes) -> Optional[dict[str, Any]]:
    """The update in a body, or None. Never raises."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None

"""POST /webhooks/slack/webhook: checks who knocks, keeps what is said, answers 200, and only then works."""
import asyncio
from typing import Any, Awaitable, Callable, Dict

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot import logs
from bot.channels import body
from bot.channels.body import Refusal, refused
from bot.channels.courier import Courier
from bot.channels.doors import opened
from bot.channels.guard import Guard
from bot.channels.health import can_act
from bot.channels.inbox import CannotKeep
from bot.channels.inbox_shared import open_inbox
from bot.channels.slack.answers import CHANNEL, SlackAnswers
from bot.channels.slack.api import SlackApi, api_url
from bot.channels.slack.events import read, read_body
from bot.channels.slack.signature import is_signed

LARGEST_EVENT = 1024 * 1024  # bytes; a pressed button brings the whole message along
FORBIDDEN = Refusal(403, "The request is not signed with this app's signing secret, or too long ago.")
NO_EVENT = Refusal(400, "Send an event as a JSON object, or a form with a payload.")
TOO_LARGE = Refusal(413, "The event is too large.")
CANNOT_KEEP = Refusal(503, "The event cannot be kept at the moment; please send it again.")


class SlackInput(InputChannel):
    """Closed unless SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET are set."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        logs.install()
        door = Blueprint("slack_door")
        given = opened(CHANNEL, "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")
        if given:
            _open(door, given["SLACK_BOT_TOKEN"], given["SLACK_SIGNING_SECRET"], on_new_message)
        return door


def _open(door: Blueprint, token: str, secret: str, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
    running: Dict[str, Any] = {"agent": None, "task": None}
    answers = SlackAnswers(Guard(CHANNEL, on_new_message), lambda: running["agent"])
    courier = Courier(CHANNEL, open_inbox(CHANNEL, token), answers, SlackApi(token, api_url()).send)

    @door.post("/webhook", stream=True)
    async def receive(request: Request) -> HTTPResponse:
        try:
            sent = await body.read_body(request, LARGEST_EVENT)
        except body.TooLarge:
            return refused(TOO_LARGE)
        headers = request.headers
        if not is_signed(secret, headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", ""), sent):
            return refused(FORBIDDEN)
        given = read_body(headers.get("content-type", ""), sent)
        if given is None:
            return refused(NO_EVENT)
        if given.get("type") == "url_verification":
            return text(str(given.get("challenge", "")))
        taken = read(given)
        try:
            if taken:
                await courier.accept(taken.keys, taken.chat, taken.work)
        except CannotKeep:
            return refused(CANNOT_KEEP)
        return text("")

    @door.listener("after_server_start")
    async def start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        running["agent"] = app.ctx.agent
        running["task"] = loop.create_task(courier.open(lambda: can_act(app.ctx.agent)))

    @door.listener("before_server_stop")
    async def stop(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        if running["task"]:
            running["task"].cancel()
        await courier.drain()

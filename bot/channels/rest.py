"""Rasa's REST channel behind the guard, for programs: POST /webhooks/rest/webhook, JSON in, a JSON list of messages out."""
from typing import Any, Awaitable, Callable, NamedTuple, Union

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot import logs
from bot.channels.body import TOO_LARGE, Refusal, TooLarge, read_body, read_object, refused
from bot.channels.cleaning import LONGEST_SENDER, clean_sender
from bot.channels.guard import Guard
from bot.channels.once import key_of


class Asked(NamedTuple):
    sender: str
    text: str


class RestInput(InputChannel):
    """`sender` and `message` in; on refusal a status and `{"error": sentence}`."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        logs.install()
        door = Blueprint("rest_door")
        guard = Guard(self.name(), on_new_message)

        @door.get("/")
        async def health(_: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @door.post("/webhook", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = await read_body(request)
            except TooLarge:
                return refused(TOO_LARGE)
            asked = read_message(request.headers.get("content-type", ""), body)
            if isinstance(asked, Refusal):
                return refused(asked)
            messages = await guard.turn(asked.sender, asked.text, key=key_of(request.headers))
            return json_response([{"recipient_id": asked.sender, **message} for message in messages])

        return door


def read_message(content_type: str, body: bytes) -> Union[Asked, Refusal]:
    """The cleaned sender and the text of a request, or why it is refused. Never raises."""
    given = read_object(content_type, body, '{"sender": "me", "message": "hello"}')
    if isinstance(given, Refusal):
        return given
    sender, text = given.get("sender"), given.get("message")
    if not isinstance(sender, str) or not clean_sender(sender):
        return Refusal(400, "The sender has to be a text that says who is writing; it is missing or empty.")
    if len(sender) > LONGEST_SENDER:
        return Refusal(400, f"The sender is too long: at most {LONGEST_SENDER} characters.")
    if not isinstance(text, str):
        return Refusal(400, "The message has to be a text.")
    return Asked(clean_sender(sender), text)

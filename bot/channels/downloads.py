"""GET /summary/<token>.<pdf|txt|json|fhir>: a person's summary as a file. Beside it the FHIR Questionnaire and the record's JSON Schema."""
import asyncio
import json
from datetime import datetime, timezone
from typing import Any, Awaitable, Callable, Dict, NamedTuple, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot import __version__, settings
from bot.article import load_article
from bot.channels.body import Refusal, refused
from bot.intake.contract import load_schema
from bot.intake.export.fhir import questionnaire, questionnaire_response
from bot.intake.export.json_file import to_json_file
from bot.intake.export.pdf import to_pdf
from bot.intake.export.text import to_text
from bot.intake.links import opened
from bot.intake.page import Page, page
from bot.intake.record import Record, from_json
from bot.intake.state import DONE, SLOT
from bot.storage.errors import StorageError
from bot.storage.store import is_of_now

FHIR = "application/fhir+json; charset=utf-8"
NOT_FOUND = Refusal(404, "There is no summary under this address, or it is no longer there: a link works for one day and until its conversation is deleted; "
                         "ask the assistant for your summary to get a new one.")
UNAVAILABLE = Refusal(503, "The summary cannot be read at the moment; please try again in a minute.")
_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-robots-tag": "noindex"}


class Told(NamedTuple):
    """The record of a conversation and the contract's status of its intake."""

    record: Record
    status: str


class DownloadsInput(InputChannel):
    """No channel: files to take along. Answers 404 and one sentence for everything that does not lead to a record."""

    @classmethod
    def name(cls) -> str:
        return "downloads"

    def url_prefix(self) -> str:
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint("downloads_door")
        one_at_a_time = asyncio.Lock()  # setting a page takes a processor for half a second; conversations need it too

        @door.get("/summary/<name>")
        async def summary(request: Request, name: str) -> HTTPResponse:
            token, _, ending = name.rpartition(".")
            try:
                told = await told_in(getattr(request.app.ctx, "agent", None), token) if ending in _FILES else None
            except StorageError:
                return refused(UNAVAILABLE)
            if told is None:
                return refused(NOT_FOUND)
            async with one_at_a_time:
                written = await asyncio.get_running_loop().run_in_executor(None, _FILES[ending], told, datetime.now(timezone.utc))
            return sent(written)

        @door.get("/fhir/Questionnaire")
        async def fhir(_: Request) -> HTTPResponse:
            return raw(_json(questionnaire(load_article())), content_type=FHIR)

        @door.get("/schemas/intake-record.json")
        async def schema(_: Request) -> HTTPResponse:
            return raw(_json(load_schema()), content_type="application/schema+json")

        return door


async def told_in(agent: Any, token: str) -> Optional[Told]:
    """What was told in the conversation a token was made for; None when there is no such token, conversation, consent or record.
    Raises StorageError."""
    conversation_id = await led_to(agent, token)
    return None if conversation_id is None else await told_by(agent, conversation_id)


async def led_to(agent: Any, token: str, *, everything: bool = False) -> Optional[str]:
    """The conversation that a token was made for and that is still there; None for any other token. Raises StorageError."""
    link = opened(token, settings.secret_keys(), everything=everything)
    if link is None or agent is None or not await is_of_now(agent, link.conversation_id, link.made):
        return None
    return link.conversation_id


async def pdf_for(agent: Any, conversation_id: str) -> Optional["File"]:
    """A conversation's summary as a file to send along; None when there is none."""
    told = await told_by(agent, conversation_id) if agent else None
    return await asyncio.get_running_loop().run_in_executor(None, _pdf, told, datetime.now(timezone.utc)) if told else None


async def told_by(agent: Any, conversation_id: str) -> Optional[Told]:
    """What was told in a conversation; None when there is no such conversation, consent or record."""
    tracker = await agent.tracker_store.retrieve(conversation_id)
    intake = tracker.get_slot(SLOT) if tracker else None
    if not isinstance(intake, dict) or intake.get("consent") is False or not intake.get("record"):
        return None
    try:
        return Told(from_json(intake["record"]), str(intake.get("status", "")))
    except (KeyError, TypeError, AttributeError):  # kept by a version that knew other keys
        return None


class File(NamedTuple):
    """`shown` is inline where a browser shows it by itself, else attachment."""

    content: bytes
    type: str
    name: str
    shown: str = "attachment"


def sent(file: File) -> HTTPResponse:
    """The file, for the person who asked for it and for nobody who comes after."""
    return raw(file.content, content_type=file.type, headers={**_HEADERS, "content-disposition": f'{file.shown}; filename="{file.name}"'})


def _page(told: Told, now: datetime) -> Page:
    return page(told.record, load_article(), now.date(), __version__, finished=told.status == DONE)


def _pdf(told: Told, now: datetime) -> File:
    return File(to_pdf(_page(told, now), now), "application/pdf", f"summary-{now:%Y-%m-%d}.pdf", "inline")


def _text(told: Told, now: datetime) -> File:
    text = to_text(_page(told, now))
    return File(text.encode("utf-8", "replace"), "text/plain; charset=utf-8", f"summary-{now:%Y-%m-%d}.txt", "inline")


def _record(told: Told, now: datetime) -> File:
    content = to_json_file(told.record, load_article(), now.date(), __version__)
    return File(content.encode("utf-8", "replace"), "application/json", f"summary-{now:%Y-%m-%d}.json")


def _fhir(told: Told, now: datetime) -> File:
    return File(_json(questionnaire_response(told.record, told.status, load_article(), now)), FHIR, f"summary-{now:%Y-%m-%d}.fhir.json")


def _json(value: Dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "replace")


_FILES: Dict[str, Callable[[Told, datetime], File]] = {"pdf": _pdf, "txt": _text, "json": _record, "fhir": _fhir}

"""From what came in on Telegram to the calls that answer it."""
import asyncio
from typing import Any, Awaitable, Callable, List, Optional, Set

from bot import events, settings
from bot.channels.cleaning import conversation_id
from bot.channels.courier import Answered, Later, Refused
from bot.channels.downloads import File, pdf_for
from bot.channels.guard import Guard, Message, did
from bot.channels.inbox import Json
from bot.channels.kept import data_for
from bot.channels.offered import offered
from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.updates import command_of, is_for, without_name
from bot.channels.wording import load_wording
from bot.render.telegram import to_telegram

CHANNEL = "telegram"
_USED = "used"  # the callback data of what a pressed button becomes
_DEEP_LINK = "intake"  # t.me/<name>?start=intake


class TelegramAnswers:
    """Called with the `work` of updates.Taken."""

    def __init__(self, guard: Guard, api: TelegramApi, agent: Callable[[], Any]) -> None:
        self._guard, self._api, self._agent = guard, api, agent
        self._me = ""
        self._on_the_side: Set[asyncio.Task[None]] = set()

    async def __call__(self, work: Json) -> Answered:
        if "query" in work:
            return await self._pressed(work)
        text = work["text"]
        if not work["private"]:
            me = await self._name()
            if not is_for(work, me):
                return Answered([])
            text = without_name(text, me)
        words = load_wording()
        if work["media"] and not text:
            return Answered(self._messages(work, [{"text": words.words_only}]))
        beside = self._messages(work, [{"text": words.words_only_beside}]) if work["media"] else []
        name, rest = command_of(text)
        if name == "start" and rest == _DEEP_LINK:
            name = _DEEP_LINK
        turn = await self._turn(work, words.commands[name].says if name in words.commands else text)
        return turn._replace(calls=[*beside, *turn.calls])

    def known(self, work: Json) -> None:
        """For something that came a second time: a button must not wait for ever."""
        if "query" in work:
            self._now("answerCallbackQuery", {"callback_query_id": work["query"]})

    async def _name(self) -> str:
        """Our own name on Telegram, without the @. Raises Later while Telegram cannot be reached."""
        if not self._me:
            self._me = str((await self._api.call("getMe", {}))["username"])
        return self._me

    async def _pressed(self, work: Json) -> Answered:
        answer = {"callback_query_id": work["query"]}
        if work["data"] == _USED:
            return Answered([_once("answerCallbackQuery", answer)])
        payload = await offered(self._agent(), conversation_id(CHANNEL, work["sender"]), work["data"])
        if payload is None:
            words = load_wording()
            told = words.old_button if work["private"] else words.not_your_button
            return Answered([_once("answerCallbackQuery", {**answer, "text": told, "show_alert": True})])
        self._now("answerCallbackQuery", answer)
        turn = await self._turn(work, payload)
        return turn._replace(calls=[*_used(work), *turn.calls])

    async def _turn(self, work: Json, text: str) -> Answered:
        self._now("sendChatAction", _to(work, {"action": "typing"}))
        messages = await self._guard.turn(work["sender"], text, public=not work["private"], key=work.get("key", ""))
        calls = self._messages(work, messages)
        if work["private"] and any((message.get("custom") or {}).get("type") == "summary" for message in messages):
            calls.extend(await self._file(work, pdf_for, load_wording().summary_file))
        if work["private"] and did(messages, "exported"):
            calls.extend(await self._file(work, data_for, load_wording().data_file))
        served = not any((message.get("custom") or {}).get("reason") == "unavailable" for message in messages)
        return Answered(calls, served)

    def _messages(self, work: Json, messages: List[Message]) -> List[Json]:
        calls: List[Json] = []
        for message in messages:
            private = (message.get("custom") or {}).get("type") == "intake" and not work["private"] and self._me
            links = [(load_wording().go_private, f"https://t.me/{self._me}?start={_DEEP_LINK}")] if private else []
            calls.extend({"method": "sendMessage", "params": _to(work, sent)} for sent in to_telegram(message, base=settings.public_url(), links=links))
        if calls and not work["private"] and work["message"] is not None:
            calls[0]["params"]["reply_parameters"] = {"message_id": work["message"], "allow_sending_without_reply": True}
        return calls

    async def _file(self, work: Json, made: Callable[[Any, str], Awaitable[Optional[File]]], caption: str) -> List[Json]:
        try:
            file = await made(self._agent(), conversation_id(CHANNEL, work["sender"]))
        except Exception as error:  # what belongs to it was said; the file is not worth losing that
            events.summary_file_failed(CHANNEL, type(error).__name__)
            return []
        if file is None:
            return []
        content = {"field": "document", "name": file.name, "type": file.type, "content": file.content.hex()}
        return [{"method": "sendDocument", "params": _to(work, {"caption": caption}), "file": content}]

    def _now(self, method: str, params: Json) -> None:
        """Beside the answer: worth nothing later, and never waited for."""
        task = asyncio.get_running_loop().create_task(self._try(method, params))
        self._on_the_side.add(task)
        task.add_done_callback(self._on_the_side.discard)

    async def _try(self, method: str, params: Json) -> None:
        try:
            await self._api.call(method, params, seconds=5.0)
        except (Later, Refused) as error:
            events.call_skipped(CHANNEL, method, str(error))


def _to(work: Json, params: Json) -> Json:
    topic: Optional[int] = work["topic"]
    return {"chat_id": work["chat"], **({"message_thread_id": topic} if topic is not None else {}), **params}


def _used(work: Json) -> List[Json]:
    """The keyboard of a message becomes the one thing that was chosen."""
    if work["message"] is None:
        return []
    rows = [[{"text": f"✓ {work['title']}"[:64], "callback_data": _USED}]] if work["title"] else []
    return [_once("editMessageReplyMarkup", {"chat_id": work["chat"], "message_id": work["message"], "reply_markup": {"inline_keyboard": rows}})]


def _once(method: str, params: Json) -> Json:
    return {"method": method, "params": params, "once": True}

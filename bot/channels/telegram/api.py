"""Calls of Telegram's Bot API. The token is part of every address, so no address ever goes into a log or an error."""
import asyncio
import os
import re
from typing import Any, Dict, Optional
from urllib.parse import quote

import aiohttp

from bot.channels.courier import Later, Refused
from bot.channels.inbox import Json
from bot.render.telegram import without_markup

SECONDS = 60.0  # a call that was cut off too early may have arrived, and would arrive twice
_SECONDS_TO_CONNECT = 10.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]+")  # the number in front is the bot's id
# What is said in a refusal may repeat our text; these words of it are kept, the rest is not.
_REASONS = ("blocked", "deactivated", "kicked", "chat not found", "can't parse entities", "too long", "not modified", "too old", "BUTTON_DATA_INVALID",
            "not found", "not enough rights", "Unauthorized", "bad webhook", "secret token", "Conflict")
_GONE = ("blocked", "deactivated", "kicked", "chat not found", "Unauthorized")


def api_url() -> str:
    return os.environ.get("TELEGRAM_API_URL", "").strip().rstrip("/") or "https://api.telegram.org"


class TelegramApi:
    """`call` makes one; `send` does what the courier needs, mending what can be mended. Both raise Later and Refused."""

    def __init__(self, token: str, base: str) -> None:
        self._address = f"{base}/bot{quote(token, safe=':')}"
        self._session: Optional[aiohttp.ClientSession] = None

    async def send(self, call: Json) -> None:
        params = dict(call["params"])
        for _ in range(2):
            try:
                await self.call(call["method"], params, call.get("file"))
                return
            except _Moved as moved:
                params["chat_id"] = moved.chat
            except Refused as refused:
                if "can't parse entities" not in str(refused) or "parse_mode" not in params:
                    raise
                del params["parse_mode"]
                params["text"] = without_markup(params["text"])
        await self.call(call["method"], params, call.get("file"))

    async def call(self, method: str, params: Json, file: Optional[Json] = None, seconds: float = SECONDS) -> Any:
        """The `result` of a call. `file` is {"field", "name", "type", "content": hexadecimal}."""
        try:
            body: Dict[str, Any] = {"data": _form(params, file)} if file else {"json": params}
            async with self._opened().post(f"{self._address}/{method}", timeout=_within(seconds), **body) as response:
                try:
                    answer = await response.json(content_type=None)
                except ValueError:
                    answer = None
                status = response.status
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise Later(type(error).__name__) from None
        if isinstance(answer, dict) and answer.get("ok") is True:
            return answer.get("result")
        raise _error(answer if isinstance(answer, dict) else {}, status)

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        return self._session


class _Moved(Refused):
    """A group has become a supergroup with another id."""

    def __init__(self, chat: int) -> None:
        super().__init__("moved")
        self.chat = chat


def _error(answer: Json, status: int) -> Exception:
    code = answer.get("error_code") if isinstance(answer.get("error_code"), int) else status
    parameters = answer.get("parameters") if isinstance(answer.get("parameters"), dict) else {}
    assert isinstance(parameters, dict)
    if code == 429:
        return Later("429", _seconds(parameters.get("retry_after")))
    if code == 409:
        return Later("409: somebody else asks for this bot's messages")
    if not isinstance(code, int) or code >= 500 or (not answer and code < 400):
        return Later(str(code))
    if isinstance(parameters.get("migrate_to_chat_id"), int):
        return _Moved(parameters["migrate_to_chat_id"])
    description = str(answer.get("description", "")).lower()
    reason = next((reason for reason in _REASONS if reason.lower() in description), "")
    return Refused(f"{code} {reason}".strip(), gone=reason in _GONE or code in (401, 403))


def _within(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=_SECONDS_TO_CONNECT)


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 3_600 else 1.0


def _form(params: Json, file: Json) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, str(value))
    form.add_field(file["field"], bytes.fromhex(file["content"]), filename=file["name"], content_type=file["type"])
    return form

"""Telegram's Bot API as far as we use it: refuses what the real one refuses, and sends updates."""
import itertools
import json
import re
import threading
import time
from html.parser import HTMLParser
from typing import Any, Dict, List, Optional, Tuple
from urllib.parse import urlsplit

import requests
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

TOKEN, SECRET, ID, NAME = "7000001:AAtest_token", "a-secret_of-ours", 7000001, "b12_test_bot"
METHODS = ("sendMessage", "sendDocument", "sendChatAction", "answerCallbackQuery", "editMessageReplyMarkup", "getMe", "setMyCommands", "setWebhook",
           "deleteWebhook", "getUpdates")
Json = Dict[str, Any]


class Refusal(Exception):
    """Why the real one would not take a call."""


class FakeTelegram:
    """Every call that was accepted is in `calls`; the next `faults` of a method are answered before anything else. `updates` wait to be polled."""

    def __init__(self, server: HTTPServer) -> None:
        self._lock = threading.Lock()
        self.calls: List[Tuple[str, Json]] = []
        self.faults: Dict[str, List[Response]] = {}
        self.updates: List[Json] = []
        self.files: List[bytes] = []
        self.webhook = ""
        self._ids = itertools.count(500)
        self.url = server.url_for("").rstrip("/")
        self._keyboards: Dict[Tuple[str, int], Any] = {}
        for method in METHODS:
            server.expect_request(f"/bot{TOKEN}/{method}", method="POST").respond_with_handler(self._handle)
        server.expect_request(re.compile(rf"/bot(?!{TOKEN}/).*")).respond_with_handler(lambda _: failed(401, "Unauthorized"))

    def of(self, method: str) -> List[Json]:
        with self._lock:
            return [params for called, params in self.calls if called == method]

    def wait_for(self, count: int, method: str = "sendMessage", seconds: float = 15.0) -> List[Json]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.of(method)
            if len(found) >= count:
                return found
            time.sleep(0.01)
        raise AssertionError(f"{len(found)} of {count} calls of {method}: {self.calls}")

    def _handle(self, request: Request) -> Response:
        with self._lock:
            method = request.path.rsplit("/", 1)[1]
            if self.faults.get(method):
                return self.faults[method].pop(0)
            params: Json = request.get_json() if request.is_json else dict(request.form)
            try:
                result = self._do(method, params, request)
            except Refusal as refusal:
                return failed(400, f"Bad Request: {refusal}")
            self.calls.append((method, {**params, "_id": result.get("message_id") if isinstance(result, dict) else None}))
            return Response(json.dumps({"ok": True, "result": result}), content_type="application/json")

    def _do(self, method: str, params: Json, request: Request) -> Any:
        if method == "getMe":
            return {"id": ID, "is_bot": True, "username": NAME}
        if method == "getUpdates":
            if self.webhook:
                raise Refusal("can't use getUpdates method while webhook is active")
            self.updates = [update for update in self.updates if update["update_id"] >= params["offset"]]
            return self.updates
        if method in ("setWebhook", "deleteWebhook"):
            check_webhook(params)
            self.webhook = params.get("url", "")
            return True
        if method == "setMyCommands":
            check_commands(params)
            return True
        if method == "answerCallbackQuery":
            if not params.get("callback_query_id"):
                raise Refusal("query is too old and response timeout expired or query ID is invalid")
            if len(params.get("text", "")) > 200:
                raise Refusal("MESSAGE_TOO_LONG")
            return True
        if not str(params.get("chat_id", "")).lstrip("-").isdigit():
            raise Refusal("chat_id is empty")
        if method == "sendChatAction" and params.get("action") not in ("typing", "upload_document"):
            raise Refusal("wrong parameter action in request")
        if method == "sendMessage":
            check_text(params)
        if method in ("sendMessage", "editMessageReplyMarkup"):
            check_keyboard(params)
        if method == "editMessageReplyMarkup":
            place, keyboard = (str(params["chat_id"]), params.get("message_id", 0)), (params.get("reply_markup") or {}).get("inline_keyboard") or []
            if place not in self._keyboards:
                raise Refusal("message to edit not found")
            if self._keyboards[place] == keyboard:
                raise Refusal("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup "
                              "of the message")
            self._keyboards[place] = keyboard
            return True
        if method == "sendDocument":
            file = request.files["document"]
            self.files.append(file.stream.read())
            params["_name"] = file.filename
            if not self.files[-1] or not file.filename:
                raise Refusal("file must be non-empty")
            if len(params.get("caption", "")) > 1_024:
                raise Refusal("message caption is too long")
        if method == "sendChatAction":
            return True
        id_ = next(self._ids)
        self._keyboards[str(params["chat_id"]), id_] = (params.get("reply_markup") or {}).get("inline_keyboard") or []
        return {"message_id": id_}


class _Entities(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: List[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in ("b", "i", "a", "pre"):
            raise Refusal(f'can\'t parse entities: Unsupported start tag "{tag}"')
        if "pre" in self.open or (tag == "pre" and self.open) or (tag == "a" and "a" in self.open):
            raise Refusal(f"can't parse entities: {tag} inside of {self.open}")  # the real one shows it, but not as it was meant
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refusal("can't parse entities: Unmatched end tag")

    def handle_data(self, data: str) -> None:
        self.words += data


def check_text(params: Json) -> None:
    parser = _Entities()
    words = params["text"]
    if params.get("parse_mode") == "HTML":
        parser.feed(params["text"])
        parser.close()
        words = parser.words
        if parser.open:
            raise Refusal("can't parse entities: Can't find end tag")
    if not words.strip():
        raise Refusal("message text is empty")
    if len(words.encode("utf-16-le")) // 2 > 4_096:
        raise Refusal("message is too long")


def check_keyboard(params: Json) -> None:
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
    if any(not 0 < len(row) <= 8 for row in rows) or sum(map(len, rows)) > 100:
        raise Refusal("reply markup is too long")
    for row in rows:
        for button in row:
            if not button["text"].strip():
                raise Refusal("text buttons are unallowed in the inline keyboard")
            if ("callback_data" in button) == ("url" in button) or not 0 < len(button.get("callback_data", "x").encode()) <= 64:
                raise Refusal("BUTTON_DATA_INVALID")
            if not button.get("url", "https://").startswith(("https://", "http://", "tg://")):
                raise Refusal("BUTTON_URL_INVALID")


def check_webhook(params: Json) -> None:
    url = urlsplit(params.get("url", ""))
    if params.get("url") and url.scheme != "https":
        raise Refusal("bad webhook: An HTTPS URL must be provided for webhook")
    if (url.port or 443) not in (80, 88, 443, 8443):
        raise Refusal("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not re.fullmatch("[A-Za-z0-9_-]{0,256}", params.get("secret_token", "")):
        raise Refusal("secret token contains unallowed characters")


def check_commands(params: Json) -> None:
    commands = params["commands"]
    if len(commands) > 100 or not all(re.fullmatch("[a-z0-9_]{1,32}", command["command"]) for command in commands):
        raise Refusal("BOT_COMMAND_INVALID")
    if not all(0 < len(command["description"]) <= 256 for command in commands):
        raise Refusal("BOT_COMMAND_DESCRIPTION_INVALID")


def failed(code: int, description: str, **parameters: int) -> Response:
    value = {"ok": False, "error_code": code, "description": description, **({"parameters": parameters} if parameters else {})}
    return Response(json.dumps(value), status=code, content_type="application/json")


class Person:
    """Writes to the bot: every update has an id of its own."""

    _numbers = itertools.count(int(time.time()))

    def __init__(self, url: str, id_: int = 1001) -> None:
        self.url, self.id = url, id_
        self._session = requests.Session()

    def send(self, update: Any, secret: Optional[str] = SECRET) -> requests.Response:
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        return self._session.post(self.url, data=body, headers={"Content-Type": "application/json", **headers}, timeout=20)

    def message(self, text: str = "", *, chat: Any = None, **more: Any) -> Json:
        content = {"text": text} if text else {}
        return {"update_id": next(self._numbers), "message": {
            "message_id": next(self._numbers) % 100_000, "date": 1, "from": {"id": self.id, "is_bot": False, "first_name": "A", "language_code": "en"},
            "chat": chat or {"id": self.id, "type": "private", "first_name": "A"}, **content, **more}}

    def press(self, sent: Json, title: str, *, chat: Optional[Json] = None) -> Json:
        """The update for a button of a message that was sent."""
        rows = sent["reply_markup"]["inline_keyboard"]
        button = next(button for row in rows for button in row if button["text"] == title)
        message = {"message_id": sent["_id"], "date": 1, "chat": chat or {"id": self.id, "type": "private"}, "from": {"id": ID, "is_bot": True, "username": NAME},
                   "text": sent["text"], "reply_markup": sent["reply_markup"]}
        return {"update_id": next(self._numbers), "callback_query": {
            "id": str(next(self._numbers)), "from": {"id": self.id, "is_bot": False, "first_name": "A"}, "message": message, "chat_instance": "1",
            "data": button["callback_data"]}}

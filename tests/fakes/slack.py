"""Slack's Web API as far as we use it: refuses what the real one refuses, and signs what it sends."""
import hashlib
import hmac
import json
import re
import threading
import time
from typing import Any, Dict, List, Optional, Tuple
from urllib.parse import urlencode

import requests
from pytest_httpserver import HTTPServer
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from werkzeug import Request, Response

TOKEN, SECRET = "xoxb-1-test", "8f742231b10e8888abcd99yyyzzz85a5"
BOT, APP, TEAM = "UBOT", "A0APP", "T0TEAM"
_STAMP = re.compile(r"\d{10}\.\d{6}")
Json = Dict[str, Any]


class FakeSlack:
    """Every call that was accepted is in `calls`; the next `faults` are answered before anything else. `scopes` are the token's; `files` the
    contents of those that were shared, in order."""

    def __init__(self, server: HTTPServer) -> None:
        self._lock = threading.Lock()
        self.calls: List[Tuple[str, Json]] = []
        self.faults: List[Response] = []
        self.scopes = {"chat:write", "files:write"}
        self.files: List[bytes] = []
        self._uploads: Dict[str, Json] = {}
        self._at = 1_700_000_000
        self.url = server.url_for("/api/")
        self._upload_url = server.url_for("/upload/v1/")
        for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
            server.expect_request(f"/api/{method}", method="POST").respond_with_handler(self._handle_file)
        server.expect_request(re.compile("/upload/v1/F.+"), method="POST").respond_with_handler(self._take_bytes)
        for method in ("chat.postMessage", "chat.postEphemeral", "chat.update"):
            server.expect_request(f"/api/{method}", method="POST").respond_with_handler(self._handle)

    def posted(self) -> List[Json]:
        """The messages in the order in which they arrived."""
        with self._lock:
            return [params for method, params in self.calls if method == "chat.postMessage"]

    def wait_for(self, count: int, method: str = "chat.postMessage", seconds: float = 15.0) -> List[Json]:
        """The calls of a method, once there are `count`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with self._lock:
                found = [params for called, params in self.calls if called == method]
            if len(found) >= count:
                return found
            time.sleep(0.01)
        raise AssertionError(f"{len(found)} of {count} calls of {method}: {self.calls}")

    def wait_until_said(self, text: str, seconds: float = 15.0) -> List[str]:
        """The texts of all messages, once one says this; what was being sent when a process was killed may be there twice, and is here once."""
        until = time.monotonic() + seconds
        while not any(one["text"] == text for one in self.posted()):
            assert time.monotonic() < until, self.posted()
            time.sleep(0.01)
        return list(dict.fromkeys(one["text"] for one in self.posted()))

    def _handle(self, request: Request) -> Response:
        with self._lock:
            if self.faults:
                return self.faults.pop(0)
            method = request.path.rsplit("/", 1)[1]
            if request.headers.get("Authorization") != f"Bearer {TOKEN}":
                return _answer({"ok": False, "error": "invalid_auth"})
            params = request.get_json()
            known = {(sent["channel"], sent["_ts"]) for called, sent in self.calls if called == "chat.postMessage"}
            lost = method == "chat.update" and (params.get("channel"), params.get("ts")) not in known
            error = "message_not_found" if lost else flaw(method, params)
            if error:
                return _answer({"ok": False, "error": error})
            self._at += 1
            self.calls.append((method, {**params, "_ts": f"{self._at}.000100"}))
            return _answer({"ok": True, "channel": params["channel"], "ts": f"{self._at}.000100"})


    def _handle_file(self, request: Request) -> Response:
        """Arguments in the address or as a form, as slack_sdk sends them."""
        with self._lock:
            if self.faults:
                return self.faults.pop(0)
            if request.headers.get("Authorization") != f"Bearer {TOKEN}":
                return _answer({"ok": False, "error": "invalid_auth"})
            if "files:write" not in self.scopes:
                return _answer({"ok": False, "error": "missing_scope", "needed": "files:write", "provided": ",".join(sorted(self.scopes))})
            params = {**request.args.to_dict(), **request.form.to_dict()}
            return _answer(self._upload(params) if request.path.endswith("getUploadURLExternal") else self._share(params))

    def _upload(self, params: Json) -> Json:
        length = params.get("length", "")
        if not params.get("filename") or not length.isdecimal() or int(length) < 1:
            return {"ok": False, "error": "missing_argument"}
        id_ = f"F{len(self._uploads) + 1:08}"
        self._uploads[id_] = {"length": int(length), "name": params["filename"], "content": None, "shared": False}
        return {"ok": True, "file_id": id_, "upload_url": f"{self._upload_url}{id_}"}

    def _take_bytes(self, request: Request) -> Response:
        """The address is the permission: nothing of ours goes along with it."""
        with self._lock:
            upload, content = self._uploads.get(request.path.rsplit("/", 1)[1]), request.get_data()
            if upload is None or request.headers.get("Authorization") or len(content) != upload["length"]:
                return Response("not OK", status=400)
            upload["content"] = content
            return Response(f"OK - {len(content)}")

    def _share(self, params: Json) -> Json:
        shared = json.loads(params.get("files", "[]"))
        uploads = [self._uploads.get(one.get("id", "")) for one in shared]
        if not shared:
            return {"ok": False, "error": "invalid_arguments"}
        if any(upload is None or upload["content"] is None or upload["shared"] for upload in uploads):
            return {"ok": False, "error": "file_not_found"}
        if not str(params.get("channel_id", "")).startswith(("C", "D", "G")):
            return {"ok": False, "error": "channel_not_found"}
        if params.get("thread_ts") and not _STAMP.fullmatch(params["thread_ts"]):
            return {"ok": False, "error": "invalid_thread_ts"}
        for upload in uploads:
            assert upload
            upload["shared"] = True
            self.files.append(upload["content"])
        self.calls.append(("files.completeUploadExternal", params))
        return {"ok": True, "files": [{"id": one["id"], "title": one.get("title")} for one in shared]}


def flaw(method: str, params: Json) -> Optional[str]:
    """Slack's name for what is wrong with a call, or None."""
    blocks = params.get("blocks") or []
    if not str(params.get("channel", "")).startswith(("C", "D", "G")):
        return "channel_not_found"
    if params.get("thread_ts") is not None and not _STAMP.fullmatch(params["thread_ts"]):
        return "invalid_thread_ts"
    if not str(params.get("text", "")).strip() and not blocks:
        return "no_text"
    if len(str(params.get("text", ""))) > 40_000:
        return "msg_too_long"
    if method == "chat.postEphemeral" and not params.get("user"):
        return "user_not_in_channel"
    if len(json.dumps(blocks, ensure_ascii=False)) > 13_000:  # documented nowhere; slackapi/bolt-js#2509
        return "msg_blocks_too_long"
    try:
        for block in Block.parse_all(blocks):
            block.validate_json()
    except (SlackObjectFormationError, AttributeError):  # the latter for a type that there is not
        return "invalid_blocks"
    names = [block["block_id"] for block in blocks if "block_id" in block]
    tables = [block for block in blocks if block["type"] == "table"]
    if len(blocks) > 50 or len(tables) > 1 or len(set(names)) < len(names) or not all(map(_is_table, tables)):
        return "invalid_blocks"
    for block in blocks:
        texts = [block["text"]] if block["type"] == "section" else block["elements"] if block["type"] == "context" else []
        if any(not 0 < len(text["text"]) <= 3_000 for text in texts):
            return "invalid_blocks"
        buttons = block["elements"] if block["type"] == "actions" else []
        if not all(map(_is_button, buttons)) or (block["type"] == "actions" and not 0 < len(buttons) <= 25):
            return "invalid_blocks"
        if len({button["action_id"] for button in buttons}) != len(buttons):
            return "invalid_blocks"
    return None


def _is_table(table: Json) -> bool:
    cells = [cell["text"] for row in table["rows"] for cell in row]
    return len(table["rows"]) <= 100 and all(len(row) <= 20 for row in table["rows"]) and all(cells) and sum(map(len, cells)) <= 10_000


def _is_button(button: Json) -> bool:
    title = button["text"]
    return (title["type"] == "plain_text" and 0 < len(title["text"]) <= 75 and 0 < len(button["action_id"]) <= 255
            and len(button.get("value", "")) <= 2_000 and len(button.get("url", "")) <= 3_000 and button.get("url", "https://").startswith(("https://", "http://")))


def _answer(value: Json, status: int = 200, **headers: str) -> Response:
    return Response(json.dumps(value), status=status, content_type="application/json; charset=utf-8", headers=headers)


def limited(seconds: int) -> Response:
    return Response(json.dumps({"ok": False, "error": "ratelimited"}), status=429, content_type="application/json", headers={"Retry-After": str(seconds)})


def broken() -> Response:
    return Response("<html>upstream error</html>", status=503, content_type="text/html")


def signed(body: bytes, *, at: Optional[int] = None, secret: str = SECRET) -> Dict[str, str]:
    timestamp = str(int(time.time()) if at is None else at)
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


class Workspace:
    """Sends what Slack sends, to the door at `url`. `user` writes; every event has an id and a time of its own."""

    def __init__(self, url: str, user: str = "U1") -> None:
        self.url, self.user = url, user
        self._session = requests.Session()

    def event(self, event: Json, *, id_: Optional[str] = None, **headers: str) -> requests.Response:
        given = {"token": "old", "team_id": TEAM, "api_app_id": APP, "type": "event_callback", "event_id": id_ or f"Ev{time.time_ns()}", "event_time": 1,
                 "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}], "event": event}
        return self.send(json.dumps(given).encode(), {"Content-Type": "application/json", **headers})

    def send(self, body: bytes, headers: Dict[str, str]) -> requests.Response:
        return self._session.post(self.url, data=body, headers={**signed(body), **headers}, timeout=20)

    def direct(self, text: str, **more: Any) -> Json:
        at = f"{time.time_ns() / 1e9:.6f}"
        return {"client_msg_id": "x", "type": "message", "user": self.user, "text": text, "ts": at, "event_ts": at, "team": TEAM, "channel": f"D{self.user}",
                "channel_type": "im", **more}

    def mention(self, text: str, **more: Any) -> Json:
        at = f"{time.time_ns() / 1e9:.6f}"
        return {"type": "app_mention", "user": self.user, "text": f"<@{BOT}> {text}", "ts": at, "event_ts": at, "team": TEAM, "channel": "C1", **more}

    def press(self, message: Json, title: str, **more: Any) -> requests.Response:
        """Press a button of a message that was posted, which comes back as Slack keeps it: every block with a name."""
        blocks = [{"block_id": f"b{number}", **block} for number, block in enumerate(message["blocks"])]
        block_id, button = next((block["block_id"], element) for block in blocks if block["type"] == "actions" for element in block["elements"]
                                if element["text"]["text"] == title)
        at = f"{time.time_ns() / 1e9:.6f}"
        shown = {"type": "message", "bot_id": "B1", "user": BOT, "ts": message["_ts"], "text": message["text"], "blocks": blocks,
                 **({"thread_ts": message["thread_ts"]} if "thread_ts" in message else {})}
        payload = {"type": "block_actions", "user": {"id": self.user, "team_id": TEAM}, "api_app_id": APP, "team": {"id": TEAM, "domain": "x"},
                   "container": {"type": "message", "message_ts": message["_ts"], "channel_id": message["channel"]}, "trigger_id": f"t{time.time_ns()}",
                   "channel": {"id": message["channel"], "name": "x"}, "message": shown, "actions": [{**button, "block_id": block_id, "action_ts": at}], **more}
        return self.send(urlencode({"payload": json.dumps(payload)}).encode(), {"Content-Type": "application/x-www-form-urlencoded"})

"""Calls of Slack's Web API, by slack_sdk."""
import asyncio
import os
from typing import Any, Awaitable

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import events
from bot.channels.courier import Later, Refused
from bot.channels.inbox import Json

UPLOAD = "files_upload_v2"  # no method of the API: three calls, made by slack_sdk
SECONDS = 60  # a call that was cut off too early may have arrived, and would arrive twice
_PASSING = ("ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org")
_GONE = ("channel_not_found", "is_archived", "not_in_channel", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "user_disabled",
         "user_not_found", "messages_tab_disabled", "not_authed", "missing_scope", "restricted_action")
_TOO_RICH = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch", "no_text", "msg_too_long")


def api_url() -> str:
    """SLACK_API_URL, always with a slash at its end, as slack_sdk wants it."""
    return (os.environ.get("SLACK_API_URL", "").strip().rstrip("/") or "https://slack.com/api") + "/"


class SlackApi:
    """Raises Later and Refused."""

    def __init__(self, token: str, base: str) -> None:
        self._client = AsyncWebClient(token, base_url=base, timeout=SECONDS, retry_handlers=[])  # the courier tries again

    async def send(self, call: Json) -> None:
        """What the courier needs: a message whose blocks are refused is sent as the text that it also has, for a file what is to be said instead."""
        if call["method"] == UPLOAD:
            await self._upload(call)
            return
        try:
            await self.call(call["method"], call["params"])
        except Refused as refused:
            if str(refused) not in _TOO_RICH or "blocks" not in call["params"] or call.get("once"):
                raise
            await self.call(call["method"], {key: value for key, value in call["params"].items() if key != "blocks"})

    async def call(self, method: str, params: Json) -> Any:
        return (await self._made(self._client.api_call(method, json=params))).data

    async def _upload(self, call: Json) -> None:
        params, file = call["params"], call["file"]
        try:
            await self._made(self._client.files_upload_v2(content=bytes.fromhex(file["content"]), filename=file["name"], title=file["name"], **params))
        except Refused as refused:  # missing_scope, or uploads are switched off
            events.call_refused("slack", UPLOAD, str(refused))
            for one in call["instead"]:
                await self.send(one)

    async def _made(self, request: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
        try:
            return await request
        except SlackApiError as error:
            raise _error(error) from None
        except (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
            raise Later(type(error).__name__) from None


def _error(error: SlackApiError) -> Exception:
    response: Any = error.response
    status = getattr(response, "status_code", 0)
    data = getattr(response, "data", None)
    reason = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or reason in _PASSING or status >= 500 or not reason:
        return Later(reason or str(status), _seconds(getattr(response, "headers", None) or {}))
    return Refused(reason[:60], gone=reason in _GONE)


def _seconds(headers: Any) -> float:
    """What Retry-After asks for, between 0 and an hour."""
    value = next((str(value) for name, value in headers.items() if str(name).lower() == "retry-after"), "")
    return min(float(value), 3_600.0) if value.isdecimal() else 0.0

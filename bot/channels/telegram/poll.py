"""Telegram without a public address: asks for updates and hands them to an assistant on this machine."""
import asyncio
import sys
import threading
from contextlib import suppress
from typing import Any, Callable, Dict, List

import aiohttp

from bot.channels.courier import Later
from bot.channels.telegram.api import SECRET_HEADER, TelegramApi
from bot.channels.telegram.setup import UPDATES

SECONDS = 50  # for which Telegram keeps a request open while nothing happens
_PAUSE = 3.0


async def poll(api: TelegramApi, url: str, secret: str, *, seconds: int = SECONDS, pause: float = _PAUSE) -> None:
    """Hand every update to the webhook at `url`, in order, each until it is taken. Returns only by being cancelled; raises Refused."""
    await _until_heard(api, "deleteWebhook", {}, pause)  # with one, Telegram refuses to be asked
    offset = 0
    async with aiohttp.ClientSession(headers={SECRET_HEADER: secret}) as session:
        while True:
            params = {"offset": offset, "timeout": seconds, "allowed_updates": UPDATES}
            updates: List[Dict[str, Any]] = await _until_heard(api, "getUpdates", params, pause, seconds + 10)
            for update in updates:
                await _hand_over(session, url, update, pause)
                offset = max(offset, int(update["update_id"]) + 1)


async def _until_heard(api: TelegramApi, method: str, params: Dict[str, Any], pause: float, seconds: float = 10.0) -> Any:
    while True:
        try:
            return await api.call(method, params, seconds=seconds)
        except Later as later:
            print(f"Telegram does not answer ({later}); trying again …", file=sys.stderr, flush=True)
            await asyncio.sleep(max(pause, later.seconds))


async def _hand_over(session: aiohttp.ClientSession, url: str, update: Dict[str, Any], pause: float) -> None:
    while True:
        try:
            async with session.post(url, json=update) as answer:
                if answer.status < 500:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(pause)


async def until_ended(api: TelegramApi, url: str, secret: str, watch: Callable[[], None]) -> None:
    """Poll until `watch`, which blocks, comes back; raises Refused."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def watched() -> None:
        watch()
        with suppress(RuntimeError):  # the loop has ended before
            loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=watched, daemon=True).start()
    polling, waiting = loop.create_task(poll(api, url, secret)), loop.create_task(ended.wait())
    try:
        await asyncio.wait({polling, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if polling.done():
            polling.result()
    finally:
        polling.cancel()
        waiting.cancel()
        await api.close()

"""Tells Telegram where we are and what we offer: again and again until it listens, while everything else runs already."""
import asyncio
from typing import Awaitable, Callable

from bot import events
from bot.channels.courier import Later, Refused
from bot.channels.inbox import Json
from bot.channels.telegram.api import TelegramApi
from bot.channels.wording import load_wording

UPDATES = ["message", "callback_query"]
_SECONDS = 20.0
_SHORTEST, _LONGEST = 2.0, 300.0  # seconds between two tries


async def set_up(api: TelegramApi, address: str, secret: str, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> bool:
    """Whether Telegram has accepted; False when it refuses, which no repetition changes. `address` empty: only the menu of commands is set."""
    commands = [{"command": name, "description": command.shown} for name, command in load_wording().commands.items()]
    hook = {"url": address, "secret_token": secret, "allowed_updates": UPDATES, "max_connections": 40}
    if address and not await _until_heard(api, "setWebhook", hook, sleep):
        return False
    events.telegram_set_up("set" if address else "not set, since PUBLIC_URL is not: try `python -m bot.channels.telegram poll`")
    return await _until_heard(api, "setMyCommands", {"commands": commands}, sleep)


async def _until_heard(api: TelegramApi, method: str, params: Json, sleep: Callable[[float], Awaitable[None]]) -> bool:
    pause = _SHORTEST
    while True:
        try:
            await api.call(method, params, seconds=_SECONDS)
            return True
        except Refused as refused:
            events.telegram_set_up_refused(method, str(refused))
            return False
        except Later as later:
            wait = max(pause, later.seconds)
            events.telegram_unreachable(str(later), wait)
            await sleep(wait)
            pause = min(2 * pause, _LONGEST)

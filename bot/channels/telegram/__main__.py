"""`python -m bot.channels.telegram poll`: an assistant of its own on this machine, which needs no public address."""
import asyncio
import os
import secrets
import sys

from bot import settings
from bot.assistant import Assistant
from bot.channels.courier import Refused
from bot.channels.telegram.api import TOKEN, TelegramApi, api_url
from bot.channels.telegram.poll import until_ended
from bot.checks import check_data
from bot.foreground import CANNOT_START, heed_signals, ignore_interrupts
from bot.training import chosen_model


def main() -> int:
    """Start an assistant and poll until Ctrl-C; return the exit code."""
    heed_signals()
    token = os.environ.get("TELEGRAM_BOT_TOKEN", "").strip()
    if not TOKEN.fullmatch(token):
        print("Set TELEGRAM_BOT_TOKEN to the token that @BotFather gave you, such as 123456:ABC.", file=sys.stderr)
        return 1
    secret = secrets.token_urlsafe(32)
    # With a public address the assistant would set a webhook, and Telegram then refuses to be asked
    os.environ.update(TELEGRAM_WEBHOOK_SECRET=secret, PUBLIC_URL="")
    try:
        settings.check()
        check_data()
        assistant = Assistant(chosen_model(), settings.free_port(), "127.0.0.1", settings.RUN / "telegram")
        print("Starting …", flush=True)
        assistant.start()
    except CANNOT_START as mistake:
        print(mistake, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    try:
        print("Write to your bot on Telegram. Ctrl-C ends it.", flush=True)
        asyncio.run(until_ended(TelegramApi(token, api_url()), f"{assistant.url}/webhooks/telegram/webhook", secret, assistant.watch))
        print("The assistant has ended by itself; see the logs in .run/telegram/.", file=sys.stderr)
        return 1
    except Refused as refused:
        print(f"Telegram refuses ({refused}). Is TELEGRAM_BOT_TOKEN right?", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nEnding …", flush=True)
        return 0
    finally:
        ignore_interrupts()
        assistant.stop()


if __name__ == "__main__":
    if sys.argv[1:] != ["poll"]:
        sys.exit("Usage: python -m bot.channels.telegram poll")
    sys.exit(main())

"""`make shell`: the assistant as a conversation in the terminal."""
import json
import signal
import sys
import urllib.request
from typing import Any, Dict, List

from rich.console import Console
from rich.markdown import Markdown

from bot import settings
from bot.article import DataError
from bot.assistant import Assistant, NotStarted
from bot.checks import check_data
from bot.training import TrainingFailed, ensure_model

Message = Dict[str, Any]


def main() -> int:
    """Talk until the input ends; return the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console()
    try:
        check_data()
        assistant = Assistant(ensure_model(), settings.free_port(), "127.0.0.1", settings.RUN / "shell")
        console.print("Starting …")
        assistant.start()
    except (DataError, TrainingFailed, NotStarted) as mistake:
        print(mistake, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    try:
        _talk(f"{assistant.url}/webhooks/rest/webhook", console)
    except (KeyboardInterrupt, EOFError):
        pass
    finally:
        assistant.stop()
    return 0


def _talk(url: str, console: Console) -> None:
    console.print("Ask me something. A number presses a button; Ctrl-D ends the conversation.\n")
    buttons: List[Dict[str, str]] = []
    while True:
        text = input("you> ").strip()
        if text.isdigit() and 0 < int(text) <= len(buttons):
            text = buttons[int(text) - 1]["payload"]
        messages = _send(url, text)
        buttons = [button for message in messages for button in message.get("buttons", ())]
        for message in messages:
            console.print(Markdown(message.get("text", "")))
        for number, button in enumerate(buttons, start=1):
            console.print(f"  [bold]{number}[/bold] {button['title']}", highlight=False)
        console.print()


def _send(url: str, text: str) -> List[Message]:
    body = json.dumps({"sender": "terminal", "message": text}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return list(json.load(answer))


if __name__ == "__main__":
    sys.exit(main())

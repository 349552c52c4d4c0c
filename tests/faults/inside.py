"""Runs a module of the assistant with faults that can be switched on inside it: `python -m tests.faults.inside FOLDER MODULE ARGUMENT…`.

A switch is a file in FOLDER, on while it is there. `understanding`: no message is understood, it raises. `action`: every action raises. `clock`: the
time is by so many seconds another one, as the file says. `purge`: what is too old is looked for every few seconds, not once an hour. `amazon`: the
root in this file is trusted as Amazon's. The errors repeat people's words, as errors of libraries do.
"""
import runpy
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable, Optional

import time_machine

import actions.intake
import actions.reply

_SECONDS = 0.05  # between two looks at the clock's switch


def switched(switch: Path, function: Callable[..., Any], words: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, but raising while the switch is on; `words` finds in its arguments what the person said."""
    def call(*arguments: Any, **named: Any) -> Any:
        if switch.exists():
            raise RuntimeError(f"cannot cope with {words(*arguments)}")
        return function(*arguments, **named)
    return call


def keep_time(switch: Path) -> None:
    travel: Optional[time_machine.travel] = None
    while True:
        if switch.exists() and travel is None:
            travel = time_machine.travel(time.time() + float(switch.read_text(encoding="ascii")), tick=True)
            travel.start()
        elif not switch.exists() and travel is not None:
            travel.stop()
            travel = None
        threading.Event().wait(_SECONDS)  # by the monotonic clock, which no jump moves


def purge_often(switch: Path) -> None:
    from bot.storage.housekeeping import Housekeeping
    purge = Housekeeping._purge

    async def purge_now(house: Housekeeping) -> None:
        if switch.exists():
            house._purge_at = 0.0
        await purge(house)

    Housekeeping._purge = purge_now  # type: ignore[assignment,method-assign]


def trust(root: Path) -> None:
    """Alexa's chains come from beside `root` and end at it, not at Amazon's."""
    from cryptography import x509

    from bot.channels import alexa

    async def fetch(_: str) -> bytes:
        return root.with_suffix(".chain").read_bytes()

    vars(alexa).update(fetch_chain=fetch, public_roots=lambda: x509.load_pem_x509_certificates(root.read_bytes()))


def main(folder: Path, module: str) -> None:
    if module == "rasa":
        from bot.nlu.interpreter import ConversationInterpreter
        ConversationInterpreter._process = switched(  # type: ignore[method-assign]
            folder / "understanding", ConversationInterpreter._process, lambda *given: given[1].get("text"))
        purge_often(folder / "purge")
        if (folder / "amazon").exists():
            trust(folder / "amazon")
    else:
        for action in (actions.intake, actions.reply):
            action.take_turn = switched(folder / "action", action.take_turn, lambda *given: given[1].latest_message)  # type: ignore[attr-defined]
    threading.Thread(target=keep_time, args=(folder / "clock",), daemon=True).start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    given, name = Path(sys.argv[1]), sys.argv[2]
    del sys.argv[1:3]
    main(given, name)

"""A process of the assistant with clocks in it, one of time and one of the processor's; ended, it writes FILE.

`python -m bot.bench.timed FILE rasa …` or `… FILE actions PORT`.
"""
import json
import sys
import time
from pathlib import Path
from typing import List

from bot.bench.parts import ACTIONS, RASA, Clock, put_into


def main(file: Path, process: str, arguments: List[str]) -> None:
    clocks = {"wall": Clock(), "processor": Clock(time.process_time)}
    try:
        if process == "actions":
            from bot.serve_actions import main as serve

            put_into(clocks.values(), ACTIONS)
            serve(int(arguments[0]))
        else:
            from rasa.__main__ import main as rasa

            put_into(clocks.values(), RASA)
            sys.argv = ["rasa", *arguments]
            rasa()
    finally:
        file.write_text(json.dumps({name: clock.turns for name, clock in clocks.items()}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])

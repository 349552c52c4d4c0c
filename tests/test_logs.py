import logging
import subprocess
import sys
from typing import Dict, List

import pytest

from bot import settings
from bot.logs import WithoutWords, logfmt

SECRET = "my feet tingle"


def printed(name: str, message: str, error: bool = False) -> str:
    try:
        raise ValueError(SECRET)
    except ValueError as problem:
        exc_info = (type(problem), problem, problem.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, "file.py", 7, message, (), exc_info, "do")
    assert WithoutWords().filter(record)
    return logging.Formatter("%(message)s").format(record)


@pytest.mark.parametrize("name", ["rasa.core.processor", "rasa.core.channels.rest", "rasa_sdk.executor", "sanic.error", "asyncio", "root", "warnings2", "botanist"])
def test_messages_of_others_are_withheld(name: str) -> None:
    assert SECRET not in printed(name, f"failed on {SECRET}")


@pytest.mark.parametrize("name", ["bot.channels.guard", "rasa.core.processor"])
def test_an_exception_is_told_by_its_type_only(name: str) -> None:
    text = printed(name, "turn failed", error=True)
    assert SECRET not in text
    assert "ValueError" in text


@pytest.mark.parametrize(("fields", "line"), [
    ({"event": "request", "status": 200}, "event=request status=200"), ({"route": "/summary/<name:str>"}, 'route="/summary/<name:str>"'),
    ({"why": 'a "b" c'}, 'why="a \\"b\\" c"'), ({"why": "a\nlevel=error"}, 'why="a\\u000alevel=error"'), ({"why": ""}, 'why=""'), ({"why": "a=b"}, 'why="a=b"'),
])
def test_whatever_a_value_is_it_stays_on_its_line_and_in_its_field(fields: Dict[str, object], line: str) -> None:
    assert logfmt(fields) == line
    assert "\n" not in logfmt(fields)


@pytest.mark.parametrize("code", [
    "raise ValueError('{secret}')",
    "import threading; t = threading.Thread(target=lambda: int('{secret}')); t.start(); t.join()",
    "import warnings; warnings.simplefilter('always'); warnings.warn('{secret}')",
    "import logging; l = logging.getLogger('sanic.error'); l.propagate = False; l.error('{secret}')",  # as Rasa does it
    "import logging; l = logging.getLogger('sanic.error'); l.addHandler(logging.StreamHandler()); logs.take_over(); l.error('{secret}')",
    "import logging; logging.getLogger('rasa.core.processor').debug('{secret}')",
    "import asyncio\nasync def f(): raise ValueError('{secret}')\nasync def g():\n  asyncio.ensure_future(f()); await asyncio.sleep(0.01)\nasyncio.run(g())",
])
def test_no_way_to_the_console_tells_words(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", "from bot import logs\nlogs.install()\n" + code.replace("{secret}", SECRET)], cwd=settings.ROOT,
                          env={**settings.environment(), "LOG_LEVEL": "DEBUG"}, capture_output=True, text=True, timeout=60)
    assert "event=" in done.stderr
    assert SECRET not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_our_own_messages_are_printed() -> None:
    assert "turn_timed_out channel=rest" in printed("bot.channels.guard", "turn_timed_out channel=rest")


def test_the_list_of_trusted_loggers_is_short() -> None:
    trusted: List[str] = [name for name in ("bot", "actions", "rasa", "rasa.core", "rasa.core.tracker_store", "rasa.core.actions", "sanic", "urllib3")
                          if SECRET in printed(name, SECRET)]
    assert trusted == ["bot", "actions"]

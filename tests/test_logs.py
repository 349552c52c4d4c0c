import logging
from typing import List

import pytest

from bot.logs import WithoutWords

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


def test_our_own_messages_are_printed() -> None:
    assert "turn_timed_out channel=rest" in printed("bot.channels.guard", "turn_timed_out channel=rest")


def test_the_list_of_trusted_loggers_is_short() -> None:
    trusted: List[str] = [name for name in ("bot", "actions", "rasa", "rasa.core", "rasa.core.tracker_store", "rasa.core.actions", "sanic", "urllib3")
                          if SECRET in printed(name, SECRET)]
    assert trusted == ["bot", "actions"]

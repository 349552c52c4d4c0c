"""Many people at once, and one process for long: nobody is failed, nobody hears of anybody else, nothing grows."""
import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import List

import psutil
import pytest

from bot.answers.replies import load_replies
from bot.assistant import Assistant
from tests.client import Client

pytestmark = pytest.mark.server

QUESTIONS = ("which foods have b12?", "how fast do injections work", "say that again", "compare the treatments", "what does the mma test show", "thanks")
MEGABYTE = 2 ** 20
FAILED = load_replies().declines.reasons["unavailable"].text


class Visitor:
    """Somebody with a word of their own, told in the intake and shown in the summary."""

    def __init__(self, url: str, number: int) -> None:
        self.client, self.word = Client(url), f"zq{uuid.uuid4().hex[:12]}{number}"

    def turns(self, count: int, think: float) -> List[str]:
        """What was said to them, turn by turn; before each they think for up to so many seconds."""
        own = ["check my symptoms", "yes", f"tingling feet and a feeling I call {self.word}", "that's all", "three weeks", "seven", "what have I told you so far?"]
        asked = [own[turn] if turn < len(own) else random.choice(QUESTIONS) for turn in range(count)]
        said = []
        for text in asked:
            time.sleep(random.uniform(0, think))
            said.append("\n".join(message["text"] for message in self.client.messages(text)))
        return said


def visit(url: str, people: int, turns: int, think: float = 0) -> None:
    visitors = [Visitor(url, number) for number in range(people)]
    barrier = threading.Barrier(people)

    def talk(visitor: Visitor) -> List[str]:
        barrier.wait()
        return visitor.turns(turns, think)

    with ThreadPoolExecutor(people) as pool:
        said = list(pool.map(talk, visitors))
    for visitor, answers in zip(visitors, said, strict=True):
        assert len(answers) == turns
        heard = "\n".join(answers)
        assert FAILED not in heard
        assert not any(other.word in heard for other in visitors if other is not visitor)


def grown(assistant: Assistant, turns: int) -> float:
    """By how many megabytes both processes have grown, after a start that is let go by."""
    assert assistant.rasa
    assert assistant.actions
    processes = [psutil.Process(process.pid) for process in (assistant.rasa, assistant.actions)]

    def take(count: int) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda client: [client.messages(text) for text in random.choices(QUESTIONS, k=10)],
                          (Client(assistant.url) for _ in range(count // 10))))

    def memory() -> int:
        return sum(process.memory_info().rss for process in processes)

    take(200)
    before = memory()
    take(turns)
    return (memory() - before) / MEGABYTE




def test_nobody_hears_a_word_of_anybody_else(assistant: Assistant) -> None:
    visit(assistant.url, 15, 8)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_two_hundred_people_of_ten_turns(assistant: Assistant) -> None:
    visit(assistant.url, 200, 10, think=15)


def test_three_hundred_turns_take_hardly_any_memory(assistant: Assistant) -> None:
    assert grown(assistant, 300) < 30


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_five_thousand_turns_take_hardly_any_memory(assistant: Assistant) -> None:
    megabytes = grown(assistant, 5_000)
    print(f"5,000 turns: {megabytes:+.1f} MB")
    assert megabytes < 30

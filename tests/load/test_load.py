"""Many people at once, and one process for long: nobody is failed, nobody hears of anybody else, nothing grows."""
import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import List, NamedTuple

import psutil
import pytest

from bot.answers.replies import load_replies
from bot.assistant import Assistant
from bot.channels.turnstile import AT_ONCE
from tests.client import Client

pytestmark = pytest.mark.server

QUESTIONS = ("which foods have b12?", "how fast do injections work", "say that again", "compare the treatments", "what does the mma test show", "thanks")
MEGABYTE = 2 ** 20
FAILED, BUSY = (load_replies().declines.reasons[reason].text for reason in ("unavailable", "busy"))


class Visitor:
    """Somebody with a word of their own, told in the intake and shown in the summary."""

    def __init__(self, url: str, number: int) -> None:
        self.client, self.word, self.slowest = Client(url), f"zq{uuid.uuid4().hex[:12]}{number}", 0.0

    def turns(self, count: int, think: float) -> List[str]:
        """What was said to them, turn by turn; before each they think for up to so many seconds."""
        own = ["check my symptoms", "yes", f"tingling feet and a feeling I call {self.word}", "that's all", "three weeks", "seven", "what have I told you so far?"]
        asked = [own[turn] if turn < len(own) else random.choice(QUESTIONS) for turn in range(count)]
        said = []
        for text in asked:
            time.sleep(random.uniform(0, think))
            asked_at = time.monotonic()
            said.append("\n".join(message["text"] for message in self.client.messages(text)))
            self.slowest = max(self.slowest, time.monotonic() - asked_at)
        return said


class Visit(NamedTuple):
    """`busy`: turns that were told to come back. `slowest`: seconds that anybody waited for an answer."""

    busy: int
    slowest: float


def visit(url: str, people: int, turns: int, think: float = 0) -> Visit:
    """All begin at once. Nobody is failed, and nobody hears of anybody else."""
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
    return Visit(sum(BUSY in answer for answers in said for answer in answers), max(visitor.slowest for visitor in visitors))


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


def test_a_crowd_is_answered(assistant: Assistant) -> None:
    """More at once than are let through at once; where nothing bounded that, the last waited as long as all others together."""
    assert visit(assistant.url, 4 * AT_ONCE, 2).slowest < 100


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_two_hundred_people_of_ten_turns(assistant: Assistant) -> None:
    assert visit(assistant.url, 200, 10, think=15).busy == 0


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_two_hundred_people_who_never_pause(assistant: Assistant) -> None:
    """More than two cores can do: some are told to come back, and all are told something in time; beyond ten seconds the clients' own work is given room."""
    seen = visit(assistant.url, 200, 10)
    print(f"200 people without a pause: {seen.busy} of 2,000 turns told to come back, the longest wait {seen.slowest:.1f} s")
    assert seen.slowest < 15
    assert seen.busy < 1_500


def test_three_hundred_turns_take_hardly_any_memory(assistant: Assistant) -> None:
    assert grown(assistant, 300) < 30


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_five_thousand_turns_take_hardly_any_memory(assistant: Assistant) -> None:
    megabytes = grown(assistant, 5_000)
    print(f"5,000 turns: {megabytes:+.1f} MB")
    assert megabytes < 30

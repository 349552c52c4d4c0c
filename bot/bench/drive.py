"""People who write to a running server over REST, and how long each of them waits."""
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, Callable, Dict, List, NamedTuple, Sequence

import requests

from bot.bench.questions import Conversations

Message = Dict[str, Any]
Check = Callable[[Sequence[Message]], bool]  # whether these messages are what should be said

_SECONDS_TO_WAIT = 60


class Unanswered(Exception):
    """What was said is not what is measured, so its time means nothing; the text says what was asked and said."""


class Person:
    """One new sender, on a connection that is kept."""

    def __init__(self, url: str, session: requests.Session) -> None:
        self._url, self._session = f"{url}/webhooks/rest/webhook", session
        self._sender = uuid.uuid4().hex

    def ask(self, text: str, check: Check) -> float:
        """Seconds from sending `text` to having read the whole answer. Raises Unanswered or a requests exception."""
        started = time.perf_counter()
        answer = self._session.post(self._url, json={"sender": self._sender, "message": text}, timeout=_SECONDS_TO_WAIT)
        seconds = time.perf_counter() - started
        messages: List[Message] = answer.json() if answer.status_code == 200 else []
        if not check(messages):
            raise Unanswered(f"{text!r} was answered with {answer.status_code} {answer.text[:500]}")
        return seconds


class Drive(NamedTuple):
    """`latencies`: seconds of every turn; `seconds`: from the first message to the last answer."""

    latencies: List[float]
    seconds: float


def drive(url: str, conversations: Sequence[Conversations], check: Check, *, each: int) -> Drive:
    """Let as many write at once as there are `conversations`: every one of them holds the next `each` of its own, as a new sender each time."""
    barrier = threading.Barrier(len(conversations) + 1)
    stop = threading.Event()

    def client(own: Conversations) -> List[float]:
        with requests.Session() as session:
            barrier.wait()
            latencies: List[float] = []
            for texts in islice(own, each):
                person = Person(url, session)
                latencies += [person.ask(text, check) for text in texts if not stop.is_set()]
            return latencies

    with ThreadPoolExecutor(len(conversations)) as pool:
        running = [pool.submit(client, own) for own in conversations]
        try:
            barrier.wait()
            started = time.perf_counter()
            latencies = [latency for one in running for latency in one.result()]
            return Drive(latencies, time.perf_counter() - started)
        except BaseException:
            stop.set()
            raise

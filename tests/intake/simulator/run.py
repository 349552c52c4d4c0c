"""Lets patients talk to a running assistant, several at a time."""
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Callable, List, Sequence

from tests.intake.simulator.conversation import Conversation, Say, over_http
from tests.intake.simulator.patient import Patient
from tests.intake.simulator.score import Result, score


def run(patients: Sequence[Patient], door: Callable[[], Say], today: date, *, at_once: int = 4) -> List[Result]:
    """A result per patient, in their order. `door` opens a conversation of its own for each."""
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(lambda patient: score(patient, Conversation(patient, door()).hold(), today), patients))


def run_against(url: str, patients: Sequence[Patient], *, at_once: int = 4) -> List[Result]:
    """Over HTTP, today."""
    return run(patients, lambda: over_http(url), date.today(), at_once=at_once)

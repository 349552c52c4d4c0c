"""Every fault of the table, for real, with people on all channels: answered in time, nothing acknowledged lost, normal again by itself."""
from functools import partial
from typing import Any, Callable, List

import psutil
import pytest

from tests.faults.table import LONG, ON_A_FILE, ON_POSTGRES, Fault
from tests.faults.world import World, together
from tests.waiting import eventually

pytestmark = pytest.mark.server

QUESTION, ANSWER = "how fast do injections work", "njections work faster"


def survives(world: World, fault: Fault) -> None:
    if fault is not ON_POSTGRES[0]:
        begun(world)
    people = world.people()
    together([partial(normal, people[channel].say) for channel in people])
    with fault.lasts(world):
        acknowledged = fault.during(world, people)
    eventually(world.is_ready, world.patience)
    assert world.assistant.rasa
    assert psutil.Process(world.assistant.rasa.pid).is_running()
    together([partial(normal, person.say) for person in (*people.values(), *world.people().values())])
    eventually(lambda: all(world.kept(words) == 1 for words in acknowledged), world.patience)


def begun(world: World) -> None:
    """The first fault ends with this; where it is left out, the others do not need it."""
    if world.postgres and not world.postgres.process:
        world.postgres.start()
        eventually(world.is_ready, world.patience)


def normal(say: Callable[[str], str]) -> None:
    assert ANSWER in say(QUESTION)


def rows(faults: List[Fault]) -> Any:
    return pytest.mark.parametrize("fault", [
        pytest.param(fault, id=fault.name, marks=[pytest.mark.soak] if fault.name in LONG else []) for fault in faults])


@pytest.mark.postgres
@rows(ON_POSTGRES)
def test_survived(world: World, fault: Fault) -> None:
    survives(world, fault)


@rows(ON_A_FILE)
def test_survived_on_a_file(doors_world: World, fault: Fault) -> None:
    survives(doors_world, fault)

"""The simulation against what queueing theory says exactly."""
import random
from statistics import mean
from typing import Callable, List, Tuple

import pytest

from bot.scaling.simulation import Clock, Costs, Load, Process, Station, run
from tests.scaling.theory import erlang_c, mg1_wait, mmc_wait

_CUSTOMERS = 60_000


def waits(servers: int, rate: float, service: Callable[[random.Random], float]) -> Tuple[List[float], float]:
    """The waits of customers who come independently of each other, and how busy the servers were."""
    chance, clock, station, time = random.Random(7), Clock(), Station(servers), 0.0

    def customer() -> Process:
        yield station, service(chance)

    for _ in range(_CUSTOMERS):
        time += chance.expovariate(rate)
        clock.start(customer(), time)
    clock.run()
    return station.waits, station.utilisation(clock.now)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (1, 0.8), (2, 1.4), (8, 6.0)])
def test_waits_as_in_m_m_c(servers: int, load: float) -> None:
    found, busy = waits(servers, load, lambda chance: chance.expovariate(1.0))
    assert mean(found) == pytest.approx(mmc_wait(servers, load, 1.0), rel=0.08)
    assert sum(wait > 0 for wait in found) / len(found) == pytest.approx(erlang_c(servers, load), rel=0.04)
    assert busy == pytest.approx(load / servers, rel=0.03)


@pytest.mark.parametrize("variation", [0.0, 0.5])
def test_waits_as_in_m_g_1(variation: float) -> None:
    low, high = 1 - variation, 1 + variation  # two values, equally likely
    found, _ = waits(1, 0.7, lambda chance: chance.choice([low, high]))
    assert mean(found) == pytest.approx(mg1_wait(0.7, 1.0, variation), rel=0.06)


def test_erlangs_own_figures() -> None:
    assert erlang_c(1, 0.6) == pytest.approx(0.6)
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)
    assert mmc_wait(1, 0.5, 1.0) == pytest.approx(1.0)


def test_littles_law() -> None:
    """As many are waiting on average as come in a second times the seconds each waits: counted another way."""
    clock, station, chance, time = Clock(), Station(1), random.Random(3), 0.0
    seen: List[int] = []

    def customer() -> Process:
        yield station, chance.expovariate(1.0)

    for _ in range(40_000):
        time += chance.expovariate(0.7)
        clock.start(customer(), time)
    for number in range(50_000):
        clock.at(number * time / 50_000, lambda: seen.append(len(station.waiting)))
    clock.run()
    assert mean(seen) == pytest.approx(0.7 * mean(station.waits), rel=0.05)


def test_an_idle_cluster_takes_what_a_turn_takes() -> None:
    chance = random.Random(1)
    costs = Costs(front=lambda: 0.001, rasa=lambda: 0.010, actions=lambda: 0.002, database=lambda: 0.002)
    outcome = run(Load(0.01, lambda: 5, lambda: 20.0), costs, assistants=2, fronts=1, database=1, seconds=5_000, warm=0.5,
                  between=lambda: chance.expovariate(1.0))
    assert len(outcome.turns) > 100
    assert mean(outcome.turns) == pytest.approx(0.015, rel=0.01)


def test_twice_the_assistants_are_half_as_busy() -> None:
    costs = Costs(front=lambda: 0.0001, rasa=lambda: 0.010, actions=lambda: 0.002, database=lambda: 0.001)

    def busy(assistants: int) -> float:
        chance = random.Random(1)
        return run(Load(10, lambda: 5, lambda: 1.0), costs, assistants=assistants, fronts=1, database=1, seconds=200, warm=10,
                   between=lambda: chance.expovariate(1.0)).busy["Rasa"]

    assert busy(2) == pytest.approx(10 * 5 * 0.010 / 2, rel=0.1)
    assert busy(4) == pytest.approx(busy(2) / 2, rel=0.02)

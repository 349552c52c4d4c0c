"""What queueing theory says exactly, to hold the simulation to."""
import math


def erlang_c(servers: int, load: float) -> float:
    """The chance to have to wait with `servers` and `load` (arrival rate × mean service time, less than `servers`), in M/M/c."""
    last = load ** servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(load ** number / math.factorial(number) for number in range(servers)) + last)


def mmc_wait(servers: int, rate: float, service: float) -> float:
    """The mean wait before service in M/M/c: exponential arrivals and services."""
    load = rate * service
    return erlang_c(servers, load) * service / (servers - load)


def mg1_wait(rate: float, service: float, variation: float) -> float:
    """The mean wait in M/G/1 (Pollaczek and Khinchine); `variation`: the coefficient of variation of service times."""
    load = rate * service
    return load * service * (1 + variation ** 2) / (2 * (1 - load))

"""What a turn costs each part of a cluster, in processor seconds, and what the database does for it."""
import json
import platform
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from itertools import chain
from pathlib import Path
from statistics import mean, median, pstdev
from typing import Any, Dict, List, Mapping, Sequence

import psutil
import psycopg2
import requests

from bot import settings
from bot.bench.processes import busy_percent
from bot.bench.questions import ANSWERS, TABLES, TWOS
from bot.cluster.cluster import Cluster
from bot.training import ensure_model

FILE = Path(__file__).with_name("measured.json")
PARTS = ("rasa", "actions", "nginx", "postgres")
_INTAKE = ("check my symptoms", "yes", "my feet tingle and i am tired", "feet and hands", "three weeks", "6", "vegan", "none", "none", "nothing", "no",
           "yes, that is right")
_QUESTIONS = (*ANSWERS[:6], "and tablets?", TABLES[0], TWOS[0], "shorter please")
_CLIENTS, _SECONDS, _ROUNDS, _ONE_BY_ONE, _WARMING = 8, 8.0, 4, 150, 3


def measure() -> Dict[str, Any]:
    """Of two assistants on this machine. Raises NotStarted or CannotStart."""
    environment = {"MESSAGES_PER_MINUTE": "1000000", "REQUESTS_PER_MINUTE": "1000000"}
    busy = busy_percent()
    cluster = Cluster([ensure_model()] * 2, https=settings.free_port(), run=settings.RUN / "scaling", rate="100000r/s", **environment)
    cluster.start()
    try:
        for _ in range(2):
            _talk(cluster, cluster.url, _SECONDS / 2, _CLIENTS)  # warm
        kinds = {"question": _costs(cluster, _QUESTIONS), "intake": _costs(cluster, _INTAKE)}
        rounds: List[Dict[str, Any]] = []
        for _ in range(_ROUNDS):
            rounds += [_throughput(cluster, 1), _throughput(cluster, 2)]
        return {
            "at": datetime.now(timezone.utc).isoformat(timespec="seconds"), "cores": psutil.cpu_count(), "processor": _processor(),
            "python": platform.python_version(), "busy_percent_before": busy, "turns": kinds, "database": _database(cluster), "rounds": rounds,
            "ratio": round(median(_rate(rounds, 2)) / median(_rate(rounds, 1)), 2), "memory_mb": _memory(cluster)}
    finally:
        cluster.stop()


def main() -> None:
    measured = measure()
    FILE.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measured, indent=1))


def _costs(cluster: Cluster, texts: Sequence[str]) -> Dict[str, Any]:
    """Milliseconds of a processor for a turn, by part: a person alone, one turn after the other; each person through all `texts`. The first
    people only warm both assistants."""
    samples: List[Dict[str, float]] = []
    with requests.Session() as session:
        session.trust_env, session.verify = False, str(cluster.nginx.certificate)
        for person in range(_WARMING + _ONE_BY_ONE // len(texts)):
            sender = f"scaling-{time.monotonic_ns()}"
            for text in texts:
                before = _used(cluster)
                _ask(session, cluster.url, sender, text)
                if person >= _WARMING:
                    samples.append(_since(before, _used(cluster)))
    parts = {part: round(1_000 * mean(sample[part] for sample in samples), 2) for part in PARTS}
    whole = [sum(sample.values()) for sample in samples]
    return {"turns": len(samples), "ms": parts, "variation": round(pstdev(whole) / mean(whole), 2)}


def _throughput(cluster: Cluster, assistants: int) -> Dict[str, Any]:
    """As many turns as `assistants` of them answer to eight people who do not think, past nginx: it would share them out."""
    before, started = _used(cluster), time.monotonic()
    urls = [assistant.url for assistant in cluster.assistants[:assistants]]
    turns = _talk(cluster, "", _SECONDS, _CLIENTS, urls)
    seconds, used = time.monotonic() - started, _since(before, _used(cluster))
    return {"assistants": assistants, "turns_per_s": round(turns / seconds, 1),
            "cores": {part: round(used[part] / seconds, 2) for part in PARTS}, "ms": {part: round(1_000 * used[part] / turns, 2) for part in PARTS}}


def _talk(cluster: Cluster, url: str, seconds: float, clients: int, urls: Sequence[str] = ()) -> int:
    until, counts = time.monotonic() + seconds, threading.local()

    def person(number: int) -> int:
        counts.turns = 0
        with requests.Session() as session:
            session.trust_env, session.verify = False, str(cluster.nginx.certificate)
            while time.monotonic() < until:
                sender = f"scaling-{number}-{time.monotonic_ns()}"
                for text in chain(_QUESTIONS[number % 3:], _INTAKE if number % 3 == 0 else ()):
                    _ask(session, urls[number % len(urls)] if urls else url, sender, text)
                    counts.turns += 1
                    if time.monotonic() > until:
                        break
        return int(counts.turns)

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(person, range(clients)))


def _ask(session: requests.Session, url: str, sender: str, text: str) -> None:
    answer = session.post(f"{url}/webhooks/rest/webhook", json={"sender": sender, "message": text}, timeout=60)
    answer.raise_for_status()
    if not answer.json():
        raise ValueError("a turn was empty")


def _processes(cluster: Cluster) -> Dict[str, List[psutil.Process]]:
    roots = {"rasa": [one.rasa for one in cluster.assistants], "actions": [one.actions for one in cluster.assistants],
             "nginx": [cluster.nginx.process], "postgres": [cluster.postgres.process]}
    return {part: [process for root in ones if root for process in (psutil.Process(root.pid), *psutil.Process(root.pid).children(recursive=True))]
            for part, ones in roots.items()}


def _used(cluster: Cluster) -> Dict[str, Dict[int, float]]:
    """Processor seconds of every process, from schedstat: /proc/…/stat counts in hundredths of a second only."""
    return {part: {process.pid: _seconds(process.pid) for process in processes} for part, processes in _processes(cluster).items()}


def _seconds(pid: int) -> float:
    """0 for a process that has just ended, such as one of Postgres's that tidies up."""
    try:
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in Path(f"/proc/{pid}/task").iterdir()) / 1e9
    except OSError:
        return 0.0


def _since(before: Mapping[str, Mapping[int, float]], after: Mapping[str, Mapping[int, float]]) -> Dict[str, float]:
    return {part: sum(max(0.0, seconds - before[part].get(pid, 0.0)) for pid, seconds in ones.items()) for part, ones in after.items()}


def _database(cluster: Cluster) -> Dict[str, Any]:
    """What the database does for a turn: asked before and after a person's questions, when its counters have come to rest."""
    first = _counters(cluster)
    with requests.Session() as session:
        session.trust_env, session.verify = False, str(cluster.nginx.certificate)
        turns = 0
        for number in range(5):
            sender = f"scaling-{number}-{time.monotonic_ns()}"
            for text in _QUESTIONS:
                _ask(session, cluster.url, sender, text)
                turns += 1
    last = _counters(cluster)
    each = {name: round((last[name] - first[name]) / turns, 2) for name in first if name != "connections"}
    return {**each, "connections": last["connections"]}


_COUNTERS = {
    "commits": "(SELECT xact_commit FROM pg_stat_database WHERE datname = current_database())",
    "rows_inserted": "(SELECT tup_inserted FROM pg_stat_database WHERE datname = current_database())",
    "rows_updated": "(SELECT tup_updated FROM pg_stat_database WHERE datname = current_database())",
    "wal_bytes": "pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint",
    "flushes": "(SELECT wal_sync FROM pg_stat_wal)",
    "table_bytes": "pg_total_relation_size('events') + pg_total_relation_size('snapshots')",
    "connections": "(SELECT count(*) FROM pg_stat_activity WHERE application_name = 'assistant')",
}


def _counters(cluster: Cluster) -> Dict[str, int]:
    time.sleep(12)  # backends report their counters now and then; when idle, after ten seconds at the latest
    connection = psycopg2.connect(cluster.postgres.url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(_COUNTERS.values())}")
            return {name: int(value) for name, value in zip(_COUNTERS, cursor.fetchone(), strict=True)}
    finally:
        connection.close()


def _memory(cluster: Cluster) -> Dict[str, float]:
    """Of one assistant, and of the others as they are; what processes share is counted once."""
    used = {part: sum(_bytes(process) for process in ones) / 2 ** 20 for part, ones in _processes(cluster).items()}
    return {part: round(size / (len(cluster.assistants) if part in ("rasa", "actions") else 1), 1) for part, size in used.items()}


def _bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0


def _rate(rounds: Sequence[Mapping[str, Any]], assistants: int) -> List[float]:
    return [one["turns_per_s"] for one in rounds if one["assistants"] == assistants]


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


if __name__ == "__main__":
    main()

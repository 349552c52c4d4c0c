"""Answers of very different people to exactly the question asked; tests/intake/told has a table for each slot, three rounds, each written before it was run.

A row is `what is understood | what is typed`: a value as the record has it, `!` and a problem, `~` for nothing; of symptoms `-` absent, `?` unsure,
`{own words}`; of notes 1 for "nothing to add".
"""
import re
import time
from datetime import date
from pathlib import Path
from typing import Callable, Dict, FrozenSet, Iterator, List, Sequence, Tuple

import pytest

from bot.article import load_article
from bot.intake.absorption import parse_absorption
from bot.intake.answers import parse_nothing, parse_yes_no
from bot.intake.body_parts import parse_body_parts
from bot.intake.commands import parse_command
from bot.intake.diet import parse_diet
from bot.intake.durations import parse_duration
from bot.intake.parsed import Parsed
from bot.intake.results import parse_results
from bot.intake.severity import parse_severity
from bot.intake.symptoms import parse_symptoms
from bot.intake.taking import parse_taking
from bot.intake.tokens import Token, tokenize

TOLD = Path(__file__).parent / "told"
TODAY = date(2026, 11, 25)
Tokens = Sequence[Token]


def read(parsed: Parsed) -> List[str]:
    if parsed.problem:
        return [f"!{parsed.problem}"]
    if isinstance(parsed.value, dict):
        return [f"{test}={result}" for test, result in parsed.value.items()] or ["{}"]
    if isinstance(parsed.value, tuple):
        return list(parsed.value) or ["-"]
    return ["~" if parsed.value is None else str(parsed.value)]


def symptoms(tokens: Tokens, text: str) -> List[str]:
    told = parse_symptoms(tokens, text, load_article(), asked=True)
    signed = [*told.present, *(f"-{id_}" for id_ in told.absent), *(f"?{id_}" for id_ in told.unsure)]
    return [*signed, *(f"{{{words.lower()}}}" for words in told.other), *(["~none"] if told.none else [])]


HEARD: Dict[str, Callable[[Tokens, str], List[str]]] = {
    "consent": lambda tokens, text: [{True: "yes", False: "no", None: "~"}[parse_yes_no(tokens)]],
    "symptoms": symptoms,
    "body_parts": lambda tokens, text: read(parse_body_parts(tokens, asked=True)),
    "duration": lambda tokens, text: read(parse_duration(tokens, TODAY, asked=True)),
    "severity": lambda tokens, text: read(parse_severity(tokens, asked=True)),
    "diet": lambda tokens, text: read(parse_diet(tokens, asked=True)),
    "absorption": lambda tokens, text: read(parse_absorption(tokens, asked=True)),
    "tests": lambda tokens, text: read(parse_results(tokens, asked=True)),
    "current_b12": lambda tokens, text: read(parse_taking(tokens, asked=True)),
    "notes": lambda tokens, text: [str(int(parse_nothing(tokens)))],
    "commands": lambda tokens, text: [getattr(parse_command(tokens, open_slot="diet"), "name", "~")],
}


def wanted(slot: str, told: str) -> FrozenSet[str]:
    if slot == "body_parts":
        return frozenset(told.split(","))
    return frozenset(re.findall(r"\{[^}]+\}|\S+", told))


def rows() -> Iterator[Tuple[str, str, str]]:
    for path in sorted(TOLD.glob("*/*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            told, text = line.split(" | ", 1)
            yield path.stem, told.strip(), text


@pytest.mark.parametrize(("slot", "told", "text"), rows())
def test_answers_of_very_different_people(slot: str, told: str, text: str) -> None:
    assert frozenset(HEARD[slot](tokenize(text), text)) == wanted(slot, told)


def test_every_slot_has_its_tables() -> None:
    assert {path.stem for path in TOLD.glob("*/*.txt")} == set(HEARD)


@pytest.mark.parametrize("slot", HEARD)
def test_an_answer_is_heard_quickly(slot: str) -> None:
    texts = [text for name, _, text in rows() if name == slot]
    taken = []
    for text in texts:
        tokens = tokenize(text)
        HEARD[slot](tokens, text)
        start = time.perf_counter()
        HEARD[slot](tokens, text)
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[len(taken) // 2] < 0.003

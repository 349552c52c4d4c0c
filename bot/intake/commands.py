"""What steers the intake, and what tells that an earlier answer is put right."""
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, List, Optional, Sequence, Tuple

from bot.article.files import Strict, load
from bot.intake.answers import parse_yes_no
from bot.intake.parts import FOLDER, clauses
from bot.intake.record import CONSENT, SLOTS
from bot.intake.tokens import Token
from bot.intake.utterances import Utterances
from bot.intake.vocabulary import Vocabulary

NAMES: Tuple[str, ...] = ("skip", "dont_know", "back", "repeat", "why", "stop", "cancel", "resume", "restart", "summary", "start", "help", "done", "change")
_COLLECTING = ("symptoms", "body_parts", "notes")  # slots with room for more, which "done" closes
_SOMETHING = "change_something"


@dataclass(frozen=True)
class Command:
    """`name` is one of NAMES; `slot` is what a `change` is about, None where that is not said."""

    name: str
    slot: Optional[str] = None


class Corrections(Strict):
    anywhere: List[str]
    at_start: List[str]


class CommandsFile(Strict):
    lists: Dict[str, List[str]]
    slots: Dict[str, List[str]]
    commands: Dict[str, List[str]]
    done_while_asked: List[str]
    answers_of: Dict[str, List[str]]
    corrections: Corrections
    not_corrections: List[str]


@lru_cache(maxsize=1)
def load_commands() -> CommandsFile:
    """The patterns of commands. Raises DataError."""
    return load(FOLDER / "commands.yml", CommandsFile)


def parse_command(tokens: Sequence[Token], *, open_slot: Optional[str]) -> Optional[Command]:
    """The command that the whole utterance gives, or None. `open_slot` is asked now; None at review or where nothing is asked.

    A bare "yes" or "fine" is `done` only where nothing is asked. Never raises.
    """
    text = " ".join(token.word for token in tokens if not token.mark)
    if not text or text in load_commands().answers_of.get(open_slot or "", ()):
        return None
    if open_slot == CONSENT and parse_yes_no(tokens) is not None:
        return None
    for name in load_commands().commands:
        kept = _utterances(name).match(tokens)
        if kept is None or (name == "done" and not _ends(text, open_slot)):
            continue
        return Command("change", _slot(kept)) if name in ("change", _SOMETHING) else Command(name)
    return None


def correction_cue(tokens: Sequence[Token]) -> bool:
    """Whether the sentence puts right something said before ("actually six months, not weeks"). Never raises."""
    told = [clause for clause in clauses(tokens) if not clause.question]
    for place, clause in enumerate(told):
        for found in _cues().find(clause.words):
            if found.label == "anywhere" or (found.label == "at_start" and found.start == 0 and (len(clause.words) > found.end or place + 1 < len(told))):
                return True
        following = told[place + 1] if place + 1 < len(told) else None
        if clause.words[0] == "not" and clause.words[1:2] not in (("only",), ("just",)) and following and following.joint in ("but", ","):
            return True  # "not weeks but months"
        if clause.joint == "," and clause.words[0] == "not" and len(clause.words) <= 4 and told[place - 1].words[0] != "no":
            return True  # "six months, not weeks"
    return False


def _ends(text: str, open_slot: Optional[str]) -> bool:
    return open_slot is None or (open_slot in _COLLECTING and text in load_commands().done_while_asked)


def _slot(kept: str) -> Optional[str]:
    """The slot of an everyday word for it, or of its number in the order asked."""
    commands = load_commands()
    if kept in commands.lists["number"]:
        return SLOTS[commands.lists["number"].index(kept) % len(SLOTS)]
    return next((slot for slot, words in commands.slots.items() if kept in words), None)


@lru_cache(maxsize=20)
def _utterances(name: str) -> Utterances:
    commands = load_commands()
    lists = {**commands.lists, "slot": [word for words in commands.slots.values() for word in words]}
    patterns = commands.commands[name]
    if name != "change":
        return Utterances(patterns, lists)
    # Numbers and names of slots are kept alike, but one pattern holds only one of them
    merged = {**lists, "kept": [*lists["slot"], *lists["number"]]}
    return Utterances([pattern.replace("<slot>", "<kept>").replace("<number>", "<kept>") for pattern in patterns], merged, kept="kept")


@lru_cache(maxsize=1)
def _cues() -> Vocabulary:
    commands = load_commands()
    return Vocabulary({"": commands.not_corrections, "anywhere": commands.corrections.anywhere, "at_start": commands.corrections.at_start})

"""What steers the intake, and what tells that an earlier answer is put right."""
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, List, Optional, Sequence, Tuple

from pydantic import Field

from bot.article import load_article
from bot.article.files import Strict, data, load
from bot.intake.answers import parse_yes_no
from bot.intake.parts import clauses
from bot.intake.record import CONSENT, SLOTS
from bot.intake.results import parse_results
from bot.intake.slots import own_questions
from bot.intake.spans import Phrases, phrases
from bot.intake.tokens import Token
from bot.intake.utterances import Utterances
from bot.intake.vocabulary import Vocabulary
from bot.language.words import nutrient

NAMES: Tuple[str, ...] = ("skip", "dont_know", "back", "repeat", "why", "stop", "cancel", "resume", "restart", "summary", "start", "help", "done", "change")
_COLLECTING = ("symptoms", "body_parts", "notes")  # slots with room for more, which "done" closes
_SOMETHING = "change_something"
_FINISH = "finish"
_SIGNS = frozenset((":", "=", "-", "–", "—", ">"))  # between a slot and its value
_BRIEF, _NAME = 6, 6  # words of a value that is only stated, and of the name of a test


@dataclass(frozen=True)
class Command:
    """`name` is one of NAMES; `slot` is what a `change` is about, None where that is not said."""

    name: str
    slot: Optional[str] = None


class Corrections(Strict):
    anywhere: List[str]
    at_start: List[str]


class Changing(Strict):
    verbs: List[str]
    bare: List[str]
    whole: List[str]
    to: List[str]
    old: List[str]
    anew: List[str]
    of_answers: List[str]
    should: List[str]
    is_: List[str] = Field(alias="is")
    adding: List[str]
    added: List[str]
    into: List[str]
    names: Dict[str, List[str]]
    lived: List[str]
    pondering: List[str]
    requests: List[str]
    courtesy: List[str]


class CommandsFile(Strict):
    lists: Dict[str, List[str]]
    slots: Dict[str, List[str]]
    commands: Dict[str, List[str]]
    done_while_asked: List[str]
    answers_of: Dict[str, List[str]]
    erasing: List[str]
    changing: Changing
    corrections: Corrections
    not_corrections: List[str]


@lru_cache(maxsize=1)
def load_commands() -> CommandsFile:
    """The patterns of commands; a question of your own is called by its label. Raises DataError."""
    file = load(data("language", "intake", "commands.yml"), CommandsFile)
    own = {slot: list(dict.fromkeys([question.label.lower(), slot.replace("_", " ")])) for slot, question in own_questions().items()}
    changing = file.changing.copy(update={"names": {**file.changing.names, **own}})
    return file.copy(update={"slots": {**file.slots, **own}, "changing": changing})


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
        if name == _FINISH:
            return Command("done" if open_slot == "notes" else "stop")
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


def change_with_value(tokens: Sequence[Token]) -> Optional[Tuple[str, Tuple[Token, ...]]]:
    """The slot that is put right by its name, and the tokens of its new value: "change the severity to 5", "duration should be 2 weeks",
    "diet: vegan", "add to my notes: I take metformin". None for anything else, for questions, and where two slots are named. Never raises."""
    given = _Change(tokens).read()
    if given is None:
        return None
    slot, value = given[0], _trimmed(given[1])
    return (slot, value) if any(not token.mark for token in value) else None


def erased_slot(tokens: Sequence[Token]) -> str:
    """The slot of the one answer that is to be deleted: "delete only my diet answer", "remove what I said about my diet". Empty where none is
    named with the word of an answer beside it."""
    commands = load_commands()
    kept = _erasing().match(tokens)
    return next((slot for slot, names in commands.slots.items() if slot != CONSENT and kept in names), "") if kept else ""


class _Change:
    """Reads one utterance from left to right: polite words, a verb, the name of a slot, its value."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._language = _changing()
        self._tokens = tuple(tokens)
        self._words = [token.word for token in tokens]
        self._start, self._lead = self._opening()

    def read(self) -> Optional[Tuple[str, Sequence[Token]]]:
        language, words, start = self._language, self._words, self._start
        requested = any(phrase.split()[0] in language.file.requests for phrase in self._lead)
        if start >= len(words) or ("?" in words and not requested):
            return None
        noted = self._noted(start)
        if noted is not None:
            return "notes", noted
        given = self._ordered(start) if words[start] in language.verbs else self._stated(start)
        if given is None or (given[0] in language.file.lived and "?" in words and language.pondering.intersection(self._lead)):
            return None
        return None if given[0] != "notes" and self._names_another(given[1]) else given

    def _opening(self) -> Tuple[int, List[str]]:
        """Where the polite words end, and which they are."""
        place, lead = 0, []  # type: int, List[str]
        while place < len(self._words):
            found = self._language.lead.at(self._words, place)
            if found:
                lead.append(" ".join(self._words[place:found[1]]))
            elif not self._tokens[place].mark:
                break
            place = found[1] if found else place + 1
        return place, lead

    def _noted(self, start: int) -> Optional[Sequence[Token]]:
        language, words = self._language, self._words
        adding = language.adding.at(words, start)
        if adding:
            return self._tokens[adding[1] + (words[adding[1]:adding[1] + 1] == ["that"]):]
        if words[start] not in language.file.added:
            return None
        end = len(words)
        while end > start and self._tokens[end - 1].mark:
            end -= 1
        into = language.into.before(words, end)
        return self._tokens[start + 1:into[1]] if into else None

    def _ordered(self, start: int) -> Optional[Tuple[str, Sequence[Token]]]:
        """After a verb: "change the severity from 7 to 5", "put 5 for the severity"."""
        language, words = self._language, self._words
        place = self._past_small(start + 1)
        named = language.any_name.at(words, place)
        if named is None:
            return self._put(start + 1)
        slot, end = named
        if words[place:end] == [nutrient()[0]] or slot in load_article().tests:  # "change B12 to borderline" is about the test
            return self._of_test(place, end, slot)
        end += words[end:end + 1] in (["answer"], ["answers"], ["value"])
        if words[end:end + 1] == ["from"]:
            turned = language.to.find(words, end, len(words))
            return (slot, self._tokens[turned[-1][1]:]) if turned else None
        if slot == "tests" and words[end:end + 1] in (["for"], ["of"]):
            turned = language.to.find(words, end + 1, min(end + _NAME, len(words)))
            return (slot, (*self._tokens[end + 1:turned[0][0]], *self._tokens[turned[0][1]:])) if turned else None
        to = language.to.at(words, end)
        if to:
            return slot, self._tokens[to[1]:]
        if end < len(words) and (words[end] in _SIGNS or words[start] in language.file.bare):
            return slot, self._tokens[end:]
        return self._anew(start, end, slot)

    def _anew(self, start: int, end: int, slot: str) -> Optional[Tuple[str, Sequence[Token]]]:
        """The answer said anew after its name: "change my diet answer I'm vegetarian". Without a word for an answer, "I want to change my diet"
        tells of a wish."""
        language = self._language
        past = next((place for place in range(end, len(self._words)) if not self._tokens[place].mark), end)
        of_answer = language.of_answers.intersection(self._words[start:end])
        wished = slot in language.file.lived and language.pondering.intersection(self._lead) and not of_answer
        return (slot, self._tokens[past:]) if not wished and language.anew.at(self._words, past) else None

    def _of_test(self, place: int, end: int, slot: str) -> Optional[Tuple[str, Sequence[Token]]]:
        to = self._language.to.at(self._words, end)
        if to is None:
            return None
        value = (*self._tokens[place:end], *self._tokens[to[1]:])
        results = parse_results(value, asked=True).value
        known = bool(results) and set(results.values()) != {"unknown"}
        if slot in load_article().tests:
            return "tests", value
        return ("tests", value) if known else (slot, self._tokens[to[1]:])

    def _put(self, start: int) -> Optional[Tuple[str, Sequence[Token]]]:
        """The value before the name: "put vegan for my diet"."""
        language, words = self._language, self._words
        end = len(words)
        while end > start and (self._tokens[end - 1].mark or words[end - 1] in language.courtesy):
            end -= 1
        named = language.name.before(words, end)
        place = named[1] if named else start
        while named and place > start and words[place - 1] in ("the", "my"):
            place -= 1
        if named is None or place <= start or words[place - 1] not in ("for", "under", "as", "at", "in"):
            return None
        return named[0], self._tokens[start:place - 1]

    def _stated(self, start: int) -> Optional[Tuple[str, Sequence[Token]]]:
        """Without a verb: "the severity should be 8", "duration is 2 weeks", "diet: vegan"."""
        language, words = self._language, self._words
        place = self._past_small(start)
        named = language.name.at(words, place)
        if named is None or named[1] >= len(words):
            return None
        slot, end = named
        like_question = words[place] in ("how", "where", "when", "since", "what")
        should = language.should.at(words, end)
        spoken = None if like_question or should or slot == "symptoms" else language.is_.at(words, end)
        if should or spoken:
            behind = should or spoken
            value = self._tokens[behind[1]:] if behind else ()
            most = len(value) if should and not like_question else _BRIEF
            return (slot, value) if sum(not token.mark for token in value) <= most else None
        parted = words[end] in _SIGNS and slot != "symptoms"
        return (slot, self._tokens[end + 1:]) if parted else None

    def _past_small(self, place: int) -> int:
        while place < len(self._words) and self._words[place] in self._language.file.whole:
            place += 1
        return place

    def _names_another(self, value: Sequence[Token]) -> bool:
        """Whether a second slot is given a value in the same breath."""
        language, words = self._language, [token.word for token in value]
        return any(
            end < len(words) and (words[end] in _SIGNS or language.to.at(words, end) or language.should.at(words, end) or language.is_.at(words, end))
            for _, end, _ in language.name.find(words))


def _trimmed(value: Sequence[Token]) -> Tuple[Token, ...]:
    """Without marks and "please" around it."""
    words = [token.word for token in value]
    start, end = 0, len(words)
    while start < end and value[start].mark and words[start] not in ("-", "~"):
        start += 1
    start += start + 1 < end and words[start] == "-" and value[start].end < value[start + 1].start  # a dash, no sign of a number
    while end > start:
        courtesy = _changing().courtesies.before(words[start:end], end - start)
        if not (courtesy or value[end - 1].mark) or words[end - 1] in ("%", "+"):
            break
        end = start + courtesy[1] if courtesy else end - 1
    return tuple(value[start:end])


class _Changing:
    """The words of `changing`, ready to be looked for."""

    def __init__(self, commands: CommandsFile) -> None:
        self.file = file = commands.changing
        self.verbs, self.pondering = frozenset(file.verbs), frozenset(file.pondering)
        self.of_answers = frozenset(file.of_answers)
        self.courtesy = frozenset(word for text in file.courtesy for word in text.split())
        self.lead, self.adding, self.into, self.to, self.anew = (
            phrases(texts) for texts in (commands.lists["lead"], file.adding, file.into, file.to, file.anew))
        self.should, self.is_, self.courtesies = phrases(file.should), phrases(file.is_), phrases(file.courtesy)
        self.name = Phrases({name: slot for slot, names in file.names.items() for name in names})
        wide = {name: slot for slot, names in commands.slots.items() if slot != CONSENT for name in names}
        tests = {name.lower(): str(test.id) for test in load_article().tests.values() for name in (test.label, *test.other_names)}
        self.any_name = Phrases({**tests, **wide, **{name: slot for slot, names in file.names.items() for name in names}})


@lru_cache(maxsize=1)
def _changing() -> _Changing:
    return _Changing(load_commands())


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
def _erasing() -> Utterances:
    commands = load_commands()
    lists = {**commands.lists, "slot": [word for slot, words in commands.slots.items() if slot != CONSENT for word in words]}
    return Utterances(commands.erasing, lists, kept="slot")


@lru_cache(maxsize=1)
def _cues() -> Vocabulary:
    commands = load_commands()
    return Vocabulary({"": commands.not_corrections, "anywhere": commands.corrections.anywhere, "at_start": commands.corrections.at_start})

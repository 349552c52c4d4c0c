"""Listens: from a person's message, and what is asked now, to what it means for the intake."""
import re
from dataclasses import replace
from datetime import date
from typing import Any, Callable, Dict, Iterable, Mapping, Optional, Sequence, Tuple

from bot.article import Article
from bot.intake.absorption import parse_absorption
from bot.intake.answers import parse_nothing, parse_yes_no
from bot.intake.body_parts import parse_body_parts
from bot.intake.choosing import begins, load_choosing, opening_words, refuses, says, taken_out, without_openers
from bot.intake.commands import change_with_value, correction_cue, erased_slot, parse_command
from bot.intake.diet import parse_diet
from bot.intake.durations import parse_duration
from bot.intake.known import known_words
from bot.intake.move import COMMANDS, NO_MOVE, Move
from bot.intake.own import parse_own
from bot.intake.parsed import Parsed, SymptomsTold
from bot.intake.record import CONSENT, KNOWN, SLOTS, answer_to
from bot.intake.results import parse_results
from bot.intake.severity import parse_severity
from bot.intake.slots import own_questions
from bot.intake.state import ASKING, DONE, REVIEW, STOPPED, State
from bot.intake.symptoms import parse_symptoms
from bot.intake.taking import parse_taking
from bot.intake.tokens import Mend, Token, segments, tokenize

LONGEST_NOTE = 1_000  # characters
_BRIEF = 6  # words of an answer and no more
_FEW = 3  # words that may stand around a command
_IN_PASSING = ("stop", "cancel", "resume", "restart", "start")  # commands that count wherever a part of a message gives them
_UNITS = {word: unit for unit, words in {"D": "day days", "W": "week weeks", "M": "month months", "Y": "year years"}.items() for word in words.split()}
_PLAIN = ("duration", "severity", "diet", "tests")  # slots whose answers look like no other's
_ENDING = ("cancel", "stop", "end", "quit", "exit", "abort")  # and not "delete", which may mean all that is kept
_DISCARDING = ("cancel", "abort", "abandon", "discard", "scrap")  # said of questions that were stopped; "never mind" is said of anything
_SHOWING = frozenset(("show", "see", "view", "open", "display", "print", "download", "export", "send", "email"))
_PAGES = ("summary", "pdf", "report", "answers")
_VAGUE = ("change", "repeat", "done")  # commands with few words, which an answer to a question of your own may have too
_NEARLY_ALONE = ("skip", "dont_know", "back", "repeat", "why", "summary")
Parser = Callable[..., Parsed]
_PARSERS: Mapping[str, Parser] = {
    "body_parts": parse_body_parts, "severity": parse_severity, "diet": parse_diet, "absorption": parse_absorption,
    "tests": parse_results, "current_b12": parse_taking,
}


class Listener:
    """What is needed to listen: the article's names, the day, and how words are mended."""

    def __init__(self, article: Article, today: date, mend: Optional[Mend] = None) -> None:
        self._article, self._today, self._mend = article, today, mend
        self._tokenized: Dict[str, Tuple[Token, ...]] = {}  # a message is looked at several times

    def command(self, text: str, state: State) -> Move:
        """The command that a message gives, as a whole or in passing ("I have to go, let's stop here"), with what else it tells where
        that counts; no move where it gives none."""
        tokens = self._tokens(text)
        if says(tokens, load_choosing().rights):
            return NO_MOVE
        given = self._command(tokens, state)
        if not given and state.active and says(tokens, load_choosing().progress):
            return Move("repeat")
        if not given:
            given = self._in_passing(tokens, state)
            if given.command == "stop":
                return replace(self.hear(text, state), command="stop")
        if refuses(tokens) and not (state.active and state.slot == "notes"):
            return given if given or not state.active else Move("stop")
        if not state.active and (given.command == "start" or (not given and _requests(tokens))):
            return replace(self.hear(text, State()), command="start", problems={})
        return given

    def _in_passing(self, tokens: Tuple[Token, ...], state: State) -> Move:
        parts = segments(tokens)
        if state.slot == "notes" and any(map(parse_nothing, parts)):
            return NO_MOVE  # "never mind, no"
        for number, part in enumerate(parts):
            if " ".join(token.word for token in part) in load_choosing().openers:
                continue  # "sorry, I meant numbness" asks for no repetition
            given = self._command(part, state)
            alone = _words(parts[:number] + parts[number + 1:]) <= _FEW and parse_yes_no(parts[0]) is None
            if given.command in _IN_PASSING or (given.command in _NEARLY_ALONE and alone):
                return given
        return NO_MOVE

    def _command(self, tokens: Tuple[Token, ...], state: State) -> Move:
        given = parse_command(tokens, open_slot=state.slot if state.status == ASKING else None)
        if given and given.name in _VAGUE and state.status == ASKING and state.slot in own_questions() and parse_own(str(state.slot), tokens, asked=True):
            return NO_MOVE  # "I have one" answers "is there an appointment?"
        thrown = given is not None and given.name == "cancel" and state.resumable and any(token.word in _DISCARDING for token in tokens)
        return Move(given.name, given.slot) if given and (thrown or _means(given.name, state)) else NO_MOVE

    def misses(self, text: str, state: State) -> str:
        """`stop` where somebody ends questions that are not open, or wants none; `summary` where they ask for one that is not there; empty else."""
        tokens = self._tokens(text)
        words = [token.word for token in tokens if not token.mark]
        given = None if state.active else parse_command(tokens, open_slot=None)
        if refuses(tokens) or (given and given.name in ("stop", "cancel") and words[0] in _ENDING):
            return "stop"
        asked = "my" in words or not _SHOWING.isdisjoint(words)
        return "summary" if given and given.name == "summary" and asked and not set(_PAGES).isdisjoint(words) else ""

    def erases(self, text: str) -> str:
        """The slot whose one answer is to be taken back: "delete only my diet answer"; empty where none is named, or all are."""
        return erased_slot(self._tokens(text))

    def agrees(self, text: str) -> Optional[bool]:
        """Whether the whole message is a yes or a no; None where it says something else, or more."""
        return parse_yes_no(_spelled_out(self._tokens(text)))

    def asks(self, text: str) -> bool:
        """Whether a part of a message is put as a question, for which an answer that begins like one ("have had it for weeks") is not."""
        tokens = self._tokens(text)
        return any(token.word == "?" for token in tokens) or begins(tokens, load_choosing().asking)

    def adds_nothing(self, text: str, state: State) -> bool:
        """Whether a message says, when other things are asked, that there is no more to tell of: "no other symptoms", "that's all"."""
        tokens = self._tokens(text)
        more = parse_symptoms(tokens, text, self._article, asked=True).none or _closes(tokens)
        return state.status == ASKING and state.slot in SLOTS and parse_yes_no(tokens) is None and bool(more)

    def hear(self, text: str, state: State) -> Move:
        """The answers in a message, to the open question and to any other; no move where there are none."""
        tokens = _spelled_out(self._tokens(text))
        if not any(not token.mark for token in tokens):
            return NO_MOVE
        if state.doubt:
            return self._of_doubt(tokens, text, state)
        slot = state.slot if state.status == ASKING else None
        named = change_with_value(tokens) if state.active or state.status == DONE else None
        if named:  # "change severity to 5"
            said = text[named[1][0].start:named[1][-1].end]  # of notes the words as they were typed
            found = self._parsed(named[0], named[1], said, asked=True)
            if found.value is not None:
                return Move(slot=named[0], values={named[0]: found.value}, corrects=True)
            if found.problem:
                return Move("change", named[0], problems={named[0]: found.problem}, corrects=True)
        corrects = correction_cue(tokens) or says(tokens, load_choosing().righting) or _turns_down(tokens)
        rest = without_openers(tokens)
        if corrects or len(rest) < len(tokens):
            earlier = self._earlier(rest, text, state, replaces=says(tokens, load_choosing().replacing))
            if earlier:
                return earlier
            tokens = rest
        elif slot in SLOTS and rest and rest[0].word == "no" and len(rest) > 1:
            earlier = self._earlier(rest[1:], text, state, slots=_PLAIN[:3])  # "no, vegetarian"
            if earlier and self._parsed(slot, rest[1:], text, asked=True).value is None:
                return earlier
        values, problems = self._values(tokens, text, slot)
        if slot == CONSENT:
            # "..., please" agrees to nothing by itself, nor does "fine, thanks for nothing"
            agreed = _first(parse_yes_no(part) for part in (tokens, *(part for part in segments(tokens) if not _pleads(part) and (values or not _is_weak(part)))))
            if agreed is not None:
                values[CONSENT] = agreed
        elif slot and slot not in values and slot != "notes":
            parsed = _first(self._parsed(slot, part, text, asked=True).value for part in segments(tokens))
            if parsed is not None:
                values[slot], problems = parsed, {}
        if "symptoms" in values and self._takes_back(tokens):
            values["symptoms"] = _taken_back(values["symptoms"])
        if not values and not problems and slot:
            return self._at_odds(tokens, text, state) or self._ahead(tokens, text, state)
        return Move(values=values, problems=problems, corrects=corrects, adds=says(tokens, load_choosing().adding))

    def _values(self, tokens: Tuple[Token, ...], text: str, slot: Optional[str]) -> Tuple[Dict[str, Any], Dict[str, str]]:
        """Values and problems by slot, of which `slot` is asked."""
        values: Dict[str, Any] = {}
        problems: Dict[str, str] = {}
        for one in SLOTS:
            parsed = self._parsed(one, tokens, text, asked=one == slot)
            if parsed.value is not None:
                values[one] = parsed.value
            elif parsed.problem and (one == slot or slot is None):
                problems[one] = parsed.problem
        places = values.get("symptoms", {}).pop("body_parts", None)
        if places is not None and "body_parts" not in values:
            values["body_parts"] = places
        if values.get("symptoms") == {}:
            del values["symptoms"]
        return values, problems

    def _takes_back(self, tokens: Tuple[Token, ...]) -> bool:
        """Whether the symptoms named are to be taken from what was told: "remove the cramps", "it was a cold, take it out"."""
        words = load_choosing()
        return says(tokens, words.removing) or any(
            parse_symptoms(thing, "", self._article, asked=True) or {token.word for token in thing} & set(words.pointing) for thing in taken_out(tokens))

    def _earlier(self, tokens: Tuple[Token, ...], text: str, state: State, slots: Sequence[str] = SLOTS, *, replaces: bool = False) -> Move:
        """A correction of an earlier answer out of `slots`: of the slot it names, else of the latest one that it fits."""
        named = parse_command(tokens, open_slot=None)
        answered = [one for one in reversed((*state.closed, *state.trail)) if one in slots and one in KNOWN and one not in (state.slot, "notes")]
        same = NO_MOVE
        order = dict.fromkeys([*([named.slot] if named and named.slot in SLOTS else []), *answered])
        for slot in order:
            value = self._parsed(str(slot), tokens, text, asked=slot != "symptoms").value
            if slot == "duration" and value is None:
                value = self._in_other_units(tokens, state)
            if value is not None and value == _held(state, str(slot)):
                same = Move(values={str(slot): value}, corrects=True)  # said again: nothing to change
            elif value is not None:
                move = self._told_of_all(tokens, text)
                if slot == "symptoms":
                    value = _instead(value, state) if replaces else value
                    value.pop("body_parts", None)
                return replace(move, values={**move.values, str(slot): value}, corrects=True)
        return same if not (state.status == ASKING and state.slot in SLOTS and self._parsed(str(state.slot), tokens, text, asked=True)) else NO_MOVE

    def _in_other_units(self, tokens: Tuple[Token, ...], state: State) -> Optional[str]:
        """`I meant months`, `months, not weeks`: the length told before in another unit."""
        number = re.fullmatch(r"P(\d+)[DWMY]", state.record.duration or "")
        units = [token.word for place, token in enumerate(tokens) if token.word in _UNITS and (place == 0 or tokens[place - 1].word != "not")]
        return f"P{number.group(1)}{_UNITS[units[0]]}" if number and len(set(units)) == 1 else None

    def _at_odds(self, tokens: Tuple[Token, ...], text: str, state: State) -> Move:
        """What fits an earlier question but not the open one, and says otherwise than the record; to be asked about."""
        for slot in reversed(state.trail):
            if slot in _PLAIN and slot in state.closed:
                value = self._parsed(slot, tokens, text, asked=True).value
                if value is not None and _held(state, slot) not in (None, value):
                    return Move(values={slot: value})
        return NO_MOVE

    def _ahead(self, tokens: Tuple[Token, ...], text: str, state: State) -> Move:
        """A length of time where it is not asked yet: unlike other answers it cannot be meant for another question."""
        if "duration" in state.closed or state.slot not in ("symptoms", "body_parts") or sum(not token.mark for token in tokens) > _BRIEF:
            return NO_MOVE
        value = self._parsed("duration", tokens, text, asked=True).value
        return Move(values={"duration": value}) if value is not None else NO_MOVE

    def _told_of_all(self, tokens: Tuple[Token, ...], text: str) -> Move:
        """What is said in so many words of any slot."""
        values = {one: parsed.value for one in SLOTS for parsed in [self._parsed(one, tokens, text, asked=False)] if parsed.value is not None}
        values.get("symptoms", {}).pop("body_parts", None)
        return Move(values=values)

    def _of_doubt(self, tokens: Tuple[Token, ...], text: str, state: State) -> Move:
        """Which of two answers holds: said anew, or chosen."""
        assert state.doubt is not None
        slot, _, part = state.doubt.key.partition(".")
        words = load_choosing()
        earlier, later = says(tokens, words.earlier), says(tokens, words.later)
        chosen = Move("keep" if earlier else "take", slot) if earlier != later else NO_MOVE
        if chosen and all(token.mark or token.word in (*words.earlier, *words.later, *words.beside_choice) for token in tokens):
            return chosen
        if slot == "tests" and part:  # "it was low" speaks of the test that was asked about
            tokens = (*tokenize(f"{self._article.tests[part].label} "), *tokens)
        parsed = self._parsed(slot, tokens, text, asked=True)
        value = parsed.value
        if slot == "symptoms":
            agreed = _first(parse_yes_no(piece) for piece in (tokens, *segments(tokens)))
            if agreed is not None and not (value and any(part in value.get(heading, ()) for heading in ("present", "absent", "unsure"))):
                value = {"present" if agreed else "absent": [part]}
        if value:
            return Move(values={slot: value})
        others = {one: told for one, told in self._told_of_all(tokens, text).values.items() if one != slot and one not in state.closed}
        if others:
            return Move(values=others)
        return chosen

    def _parsed(self, slot: str, tokens: Tuple[Token, ...], text: str, *, asked: bool) -> Parsed:
        if slot == "symptoms":
            told = parse_symptoms(tokens, text, self._article, asked=asked)
            return Parsed(_symptom_values(told)) if told and (asked or told.present or told.absent or told.unsure or told.other) else Parsed()
        if slot == "duration":
            return parse_duration(tokens, self._today, asked=asked)
        if slot == "notes":
            return Parsed(("" if parse_nothing(tokens) else text.strip()[:LONGEST_NOTE]) if asked else None)
        return _PARSERS[slot](tokens, asked=asked) if slot in KNOWN else parse_own(slot, tokens, asked=asked)

    def _tokens(self, text: str) -> Tuple[Token, ...]:
        if text not in self._tokenized:
            self._tokenized[text] = tokenize(text, self._mended)
        return self._tokenized[text]

    def _mended(self, words: Sequence[str]) -> Sequence[str]:
        """Misspellings corrected, but for words that lead up to a correction, such as "oops", which nothing of the article knows."""
        mended = self._mend(words) if self._mend else words
        return [word if word in opening_words() else other for word, other in zip(words, mended, strict=True)]


def warm(article: Article) -> None:
    """Reads and indexes the vocabularies of all parsers."""
    listener = Listener(article, date.today())
    for slot in (CONSENT, *SLOTS):
        listener.hear("no", State(status=ASKING, slot=slot))
    listener.command("stop", State(status=ASKING, slot="diet"))
    known_words()


def _turns_down(tokens: Sequence[Token]) -> bool:
    """`It's 3 months not 3 weeks`: a figure or a unit is turned down for another one."""
    words = [token.word for token in tokens if not token.mark]
    return any(word == "not" and (following[:1].isdigit() or following in _UNITS) for word, following in zip(words[1:], words[2:], strict=False))


def _instead(value: Dict[str, Any], state: State) -> Dict[str, Any]:
    """`I meant numbness` takes the place of the one symptom told so far."""
    present = state.record.symptoms.present
    new = value.get("present", ())
    return {**value, "removed": list(present)} if len(present) == 1 and new and present[0] not in new else value


def _first(values: Iterable[Optional[Any]]) -> Optional[Any]:
    return next((value for value in values if value is not None), None)


def _pleads(part: Sequence[Token]) -> bool:
    return " ".join(token.word for token in part if not token.mark) in load_choosing().pleading


def _is_weak(tokens: Sequence[Token]) -> bool:
    """Whether words agree to nothing where more is said: "fine, thanks for nothing"."""
    return all(token.mark or token.word in load_choosing().weak for token in tokens)


def _closes(tokens: Tuple[Token, ...]) -> bool:
    """Whether the message, or how it begins, closes what was told before: "no, I think that's the lot, my wife would say …"."""
    return any(parse_nothing(part) and parse_yes_no(part) is None for part in (tokens, *segments(tokens)[:2]))


def _words(parts: Sequence[Sequence[Token]]) -> int:
    return sum(not token.mark for part in parts for token in part)


def _spelled_out(tokens: Tuple[Token, ...]) -> Tuple[Token, ...]:
    """`n` and `y` alone are no and yes."""
    words = [token for token in tokens if not token.mark]
    if len(words) != 1 or words[0].word not in ("n", "y"):
        return tokens
    return (replace(words[0], word="no" if words[0].word == "n" else "yes"),)


def _requests(tokens: Sequence[Token]) -> bool:
    """Whether a sentence asks to be led through the questions, and does not ask how that is done."""
    words = load_choosing()
    polite = ("can you", "could you", "would you", "will you", "can we", "could we", "can i", "could i")
    return any(says(part, words.requests) and (begins(part, polite) or not begins(part, words.asking)) for part in segments(tokens))


def _means(name: str, state: State) -> bool:
    """Whether a command can be given where the intake stands; "go on" or "back" are said of other things too."""
    if name == "start":
        return True
    if name == "done":
        return state.status == REVIEW or (state.status == ASKING and state.slot in ("symptoms", "body_parts", "notes"))
    if name == "resume":
        return state.active or state.status == STOPPED
    if name in ("summary", "change", "restart"):
        return state.active or state.status in (STOPPED, DONE)
    return state.active and name in COMMANDS


def _held(state: State, slot: str) -> Any:
    """What the record holds for a slot, in the form that parsers give; for symptoms nothing equals it."""
    return None if slot == "symptoms" else answer_to(slot, state.record)


def _symptom_values(told: SymptomsTold) -> Dict[str, Any]:
    values: Dict[str, Any] = {heading: list(getattr(told, heading)) for heading in ("present", "absent", "unsure", "other") if getattr(told, heading)}
    if told.none:
        values["none"] = True
    if told.body_parts is not None:
        values["body_parts"] = told.body_parts
    return values


def _taken_back(told: Mapping[str, Any]) -> Dict[str, Any]:
    """`Take back the cramps`: what is named is neither had nor denied any more."""
    return {"removed": [id_ for heading in ("present", "absent", "unsure") for id_ in told.get(heading, ())]}

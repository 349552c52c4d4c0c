"""Listens: from a person's message, and what is asked now, to what it means for the intake."""
from dataclasses import replace
from datetime import date
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

from bot.article import Article
from bot.intake.absorption import parse_absorption
from bot.intake.answers import parse_nothing, parse_yes_no
from bot.intake.body_parts import parse_body_parts
from bot.intake.commands import correction_cue, parse_command
from bot.intake.diet import parse_diet
from bot.intake.durations import parse_duration
from bot.intake.choosing import load_choosing, says
from bot.intake.move import COMMANDS, NO_MOVE, Move
from bot.intake.parsed import Parsed, SymptomsTold
from bot.intake.record import CONSENT, SLOTS
from bot.intake.results import parse_results
from bot.intake.severity import parse_severity
from bot.intake.state import ASKING, DONE, REVIEW, STOPPED, State
from bot.intake.symptoms import parse_symptoms
from bot.intake.taking import parse_taking
from bot.intake.tokens import Mend, Token, tokenize

LONGEST_NOTE = 1_000  # characters
Parser = Callable[..., Parsed]
_PARSERS: Mapping[str, Parser] = {
    "body_parts": parse_body_parts, "severity": parse_severity, "diet": parse_diet, "absorption": parse_absorption,
    "tests": parse_results, "current_b12": parse_taking,
}


class Listener:
    """What is needed to listen: the article's names, the day, and how words are mended."""

    def __init__(self, article: Article, today: date, mend: Optional[Mend] = None) -> None:
        self._article, self._today, self._mend = article, today, mend

    def command(self, text: str, state: State) -> Move:
        """The command that a whole message gives; no move where it gives none."""
        tokens = self._tokens(text)
        open_slot = state.slot if state.status == ASKING else None
        given = parse_command(tokens, open_slot=open_slot)
        if given is None:
            return NO_MOVE
        return Move(given.name, given.slot) if _means(given.name, state) else NO_MOVE

    def hear(self, text: str, state: State) -> Move:
        """The answers in a message, to the open question and to any other; no move where there are none."""
        tokens = self._tokens(text)
        if not any(not token.mark for token in tokens):
            return NO_MOVE
        corrects = correction_cue(tokens)
        slot = state.slot if state.status == ASKING else None
        doubted = state.doubt.key.partition(".")[0] if state.doubt else None
        if doubted:
            return self._of_doubt(tokens, text, doubted)
        if corrects:
            earlier = self._earlier(tokens, text, state)
            if earlier:
                return earlier
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
        if slot == CONSENT:
            agreed = parse_yes_no(tokens)
            if agreed is not None:
                values[CONSENT] = agreed
        if "symptoms" in values and says(tokens, load_choosing().removing):
            values["symptoms"] = _taken_back(values["symptoms"])
        return Move(values=values, problems=problems, corrects=corrects, adds=says(tokens, load_choosing().adding))

    def volunteered(self, text: str) -> Mapping[str, Any]:
        """The answers in a message to which no question was asked."""
        return self.hear(text, State()).values

    def _earlier(self, tokens: Tuple[Token, ...], text: str, state: State) -> Move:
        """A correction of an earlier answer: of the slot it names, else of the latest one that it fits."""
        named = parse_command(tokens, open_slot=None)
        answered = [one for one in reversed((*state.closed, *state.trail)) if one in SLOTS and one not in (state.slot, "notes")]
        order = dict.fromkeys([*([named.slot] if named and named.slot in SLOTS else []), *answered])
        for slot in order:
            parsed = self._parsed(str(slot), tokens, text, asked=slot != "symptoms")
            if parsed.value is not None and parsed.value != _held(state, str(slot)):
                move = self.hear_all(tokens, text)
                value = parsed.value
                if slot == "symptoms":
                    value.pop("body_parts", None)
                return replace(move, values={**move.values, str(slot): value}, corrects=True)
        return NO_MOVE

    def hear_all(self, tokens: Tuple[Token, ...], text: str) -> Move:
        """What is said in so many words of any slot."""
        values = {one: parsed.value for one in SLOTS for parsed in [self._parsed(one, tokens, text, asked=False)] if parsed.value is not None}
        values.get("symptoms", {}).pop("body_parts", None)
        return Move(values=values)

    def _of_doubt(self, tokens: Tuple[Token, ...], text: str, slot: str) -> Move:
        parsed = self._parsed(slot, tokens, text, asked=True)
        if parsed.value is not None and parsed.value != {}:
            return Move(values={slot: parsed.value})
        words = load_choosing()
        if says(tokens, words.earlier) != says(tokens, words.later):
            return Move("keep" if says(tokens, words.earlier) else "take", slot)
        return NO_MOVE

    def _parsed(self, slot: str, tokens: Tuple[Token, ...], text: str, *, asked: bool) -> Parsed:
        if slot == "symptoms":
            told = parse_symptoms(tokens, text, self._article, asked=asked)
            return Parsed(_symptom_values(told)) if told and (asked or told.present or told.absent or told.unsure or told.other) else Parsed()
        if slot == "duration":
            return parse_duration(tokens, self._today, asked=asked)
        if slot == "notes":
            return Parsed(("" if parse_nothing(tokens) else text.strip()[:LONGEST_NOTE]) if asked else None)
        return _PARSERS[slot](tokens, asked=asked)

    def _tokens(self, text: str) -> Tuple[Token, ...]:
        return tokenize(text, self._mend) if self._mend else tokenize(text)


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
    return None if slot == "symptoms" else getattr(state.record, slot)


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

"""What is still to be said of a turn, one breath at a time."""
import re
from dataclasses import dataclass, replace
from typing import NamedTuple, Sequence, Tuple

from bot.render.breath import LONGEST, in_breaths, packed, seconds
from bot.render.speech import choices_line
from bot.render.spoken import spoken
from bot.render.wording import load_voice


class Breath(NamedTuple):
    """`text` is what is said now, an offer to go on with it where `offers`; `rest` what is left."""

    text: str
    offers: bool
    rest: "Script"


@dataclass(frozen=True)
class Script:
    """`due` has to be said, `more` only on request. `question` is open meanwhile and said again after `more`; `choices` are named where
    nothing is open and nothing more is left to tell; where it `closes` without any, it is asked whether there is anything else."""

    due: Tuple[str, ...] = ()
    more: Tuple[str, ...] = ()
    question: str = ""
    choices: Tuple[str, ...] = ()
    closes: bool = False

    def __bool__(self) -> bool:
        return bool(self.due or self.more)

    def next(self) -> Breath:
        """The next breath. With nothing left it is the open question, or what else one might ask."""
        offers = load_voice().offers
        if self.due:
            rest = replace(self, due=self.due[1:])
            if rest.due:
                return Breath(f"{self.due[0]} {offers.go_on}", True, rest)
            if self.more and not self.question:
                return Breath(f"{self.due[0]} {offers.more}", True, rest)
            return Breath(self.due[0] if self.question else rest._closed(self.due[0]), False, rest)
        if self.more:
            rest = replace(self, more=self.more[1:])
            if rest.more:
                return Breath(f"{self.more[0]} {offers.more}", True, rest)
            if self.question and seconds(f"{self.more[0]} {self.question}") > LONGEST:
                return replace(rest, due=(self.more[0], self.question)).next()
            return Breath(f"{self.more[0]} {self.question}" if self.question else rest._closed(self.more[0]), False, rest)
        return Breath(self.question or offers.next, False, self)

    def skipped(self) -> "Script":
        """What is left for somebody who does not want to hear more: the open question."""
        return replace(self, due=(), more=())

    def _closed(self, text: str) -> str:
        """With the choices named, where there is breath enough for them."""
        line = choices_line(self.choices)
        if line and seconds(f"{text} {line}") <= LONGEST:
            return f"{text} {line}"
        return f"{text} {load_voice().offers.close}" if self.closes else text


def script(texts: Sequence[str], *, asks: bool, choices: Sequence[str], closes: bool = False) -> Script:
    """The script of a turn out of its messages' texts, each in paragraphs (bot.render.speech). `asks`: the last one ends with a question."""
    paragraphs = [text.split("\n\n") for text in texts if text]
    due = packed([breath for parts in paragraphs for breath in in_breaths(parts[0])])
    more = tuple(part for parts in paragraphs for part in parts[1:])
    if asks and len(due) > 1 and due[-1].startswith(load_voice().offers.choices.partition("{")[0]):
        due, more = due[:-1], (due[-1], *more)  # nobody is asked whether to go on in the middle of a question
    return Script(tuple(due), more, asked(due[-1]) if due and (asks or due[-1].endswith("?")) else "", tuple(choices), closes)


def asked(text: str) -> str:
    """The question alone, with what may be answered, without what was said before it."""
    sentences = re.split(r"(?<=[.?!]) +", text)
    first = next((number for number, sentence in enumerate(sentences) if sentence.endswith("?")), 0)
    return " ".join(sentences[first:])


def plainly(sentence: str) -> Script:
    """A script of one sentence of our own."""
    return Script(due=tuple(in_breaths(spoken(sentence))))

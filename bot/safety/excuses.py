"""Whether the words around a sign say that it is no emergency: denied, long past, asked about, imagined or a figure of speech."""
from dataclasses import dataclass
from typing import FrozenSet, Set, Tuple

from bot.safety.flags import RedFlagsFile
from bot.safety.patterns import PatternBook, PatternList, Span
from bot.safety.reading import Reading
from bot.safety.statements import Message

_AFTER = 3  # words between a sign and a cue that follows it
_AUXILIARIES = frozenset(("can", "could", "do", "does", "did", "will", "would", "may", "might", "should"))
_PEOPLE = frozenset(("i", "he", "she", "we"))
_OPENERS = frozenset(("what", "how", "why", "if", "whether", "when", "that", "or"))  # "what I could lose", "if he would faint"
_AROUND_A_TIME = 2  # "in 2010 or so, I fainted": words that may stand beside the cue


@dataclass(frozen=True)
class Cues:
    """The cues of red_flags.yml, compiled."""

    figures: PatternList
    denials: PatternList
    denied_after: PatternList
    no_denials: PatternList
    denial_ends: FrozenSet[str]
    denial_reach: int
    past: PatternList
    back_again: PatternList
    asked: PatternList
    asked_after: PatternList
    claims: PatternList
    no_claims: PatternList
    claimed_later: PatternList
    claim_reach: int
    calm: PatternList


def compile_cues(file: RedFlagsFile, book: PatternBook) -> Cues:
    """The cues of the file; what cannot be understood is added to the book's mistakes."""
    return Cues(
        figures=book.compile_all(file.figures),
        denials=book.compile_all(file.negation.before),
        denied_after=book.compile_all(file.negation.after),
        no_denials=book.compile_all(file.negation.not_denials),
        denial_ends=frozenset(file.negation.ends),
        denial_reach=file.negation.reach,
        past=book.compile_all(file.past.cues),
        back_again=book.compile_all(file.past.back_again),
        asked=book.compile_all(file.questions.before + file.hypothetical.before),
        asked_after=book.compile_all(file.questions.after),
        claims=book.compile_all(file.claims.cues),
        no_claims=book.compile_all(file.claims.not_claims),
        claimed_later=book.compile_all(file.claims.of_what_was_asked),
        claim_reach=file.claims.reach,
        calm=book.compile_all(file.calm),
    )


class Excuses:
    """The cues found in one message."""

    def __init__(self, cues: Cues, message: Message, reading: Reading) -> None:
        spans = reading.find_all
        self._message = message
        self._denial_ends, self._denial_reach, self._claim_reach = cues.denial_ends, cues.denial_reach, cues.claim_reach
        self._figures = {span for span in spans(cues.figures) if self._one(message.statement, span)}
        self._denials = free(spans(cues.denials), spans(cues.no_denials))
        self._denied_after = spans(cues.denied_after)
        self._past = spans(cues.past)
        self._back_again = free(spans(cues.back_again), self._past)
        self._asked = {span for span in spans(cues.asked) if not self._is_stated(span)}
        self._asked_after = spans(cues.asked_after)
        self._claims = free(spans(cues.claims), spans(cues.no_claims))
        self._claimed_later = bool(spans(cues.claimed_later))

    def excuse(self, sign: Span, *, tells_of_not: bool, even_if_asked: bool) -> bool:
        """Whether the sign at these words is no emergency.

        `tells_of_not`: a "not" in it belongs to the sign itself, as in "cannot breathe". `even_if_asked`: a question is no excuse.
        """
        return (
            any(_overlap(sign, figure) for figure in self._figures)
            or any(self._denies(cue, sign, tells_of_not) for cue in self._denials)
            or (not tells_of_not and any(self._denies_after(cue, sign) for cue in self._denied_after))
            or self._is_past(sign)
            or (not even_if_asked and self._is_asked(sign))
        )

    def _is_stated(self, cue: Span) -> bool:
        """"I do not get air" begins like the question "do I not get air?", but its subject comes first."""
        words, start = self._message.words, cue[0]
        return start > 0 and words[start] in _AUXILIARIES and words[start - 1] in _PEOPLE and (start < 2 or words[start - 2] not in _OPENERS)

    @staticmethod
    def _one(numbers: Tuple[int, ...], span: Span) -> bool:
        return numbers[span[0]] == numbers[span[1] - 1]

    def _together(self, numbers: Tuple[int, ...], one: Span, other: Span) -> bool:
        return numbers[one[0]] == numbers[other[0]]

    def _denies(self, cue: Span, sign: Span, tells_of_not: bool) -> bool:
        message = self._message
        if sign[0] <= cue[0] and cue[1] < sign[1]:
            return not tells_of_not and cue[1] - cue[0] == 1 and not self._denial_ends.intersection(message.words[cue[1]:sign[1] - 1])
        if cue[0] < sign[0] < cue[1]:
            return True
        if not 0 <= sign[0] - cue[1] < self._denial_reach or not self._together(message.sentence, cue, sign):
            return False
        between = range(cue[1], sign[0])
        if any(message.words[place] in self._denial_ends for place in between):
            return False
        return message.breath[cue[0]] == message.breath[sign[0]] or self._lists_denials(cue, sign)

    def _lists_denials(self, cue: Span, sign: Span) -> bool:
        """Whether a list with "or" goes on over the commas: "no chest pain, fainting or seizures"."""
        message = self._message
        for place in range(cue[1], len(message.words)):
            if message.sentence[place] != message.sentence[cue[0]] or message.words[place] in self._denial_ends:
                return False
            if message.words[place] in ("or", "nor"):
                return True
        return False

    def _denies_after(self, cue: Span, sign: Span) -> bool:
        return cue[0] == sign[1] and self._message.ends_breath(cue[1])

    def _is_past(self, sign: Span) -> bool:
        statement, sentence = self._message.statement, self._message.sentence
        if any(self._together(sentence, back, sign) and not _inside(back, sign) for back in self._back_again):
            return False
        for cue in self._past:
            if self._together(statement, cue, sign):
                return True
            alone = statement.count(statement[cue[0]]) <= cue[1] - cue[0] + _AROUND_A_TIME
            if alone and statement[sign[0]] == statement[cue[0]] + 1 and self._together(sentence, cue, sign):
                return True
        return False

    def _is_asked(self, sign: Span) -> bool:
        statement = self._message.statement
        before = [cue for cue in self._asked if cue[0] < sign[0] and self._together(statement, cue, sign)]
        after = [cue for cue in self._asked_after if 0 <= cue[0] - sign[1] <= _AFTER and self._together(statement, cue, sign)]
        if not before and not after or self._claimed_later:
            return False
        since = max((cue[0] for cue in before), default=-1)
        return not any(self._claims_it(claim, sign, since) for claim in self._claims)

    def _claims_it(self, claim: Span, sign: Span, since: int) -> bool:
        """Whether the claim is about the sign and said after the question began at `since`."""
        near = claim[0] < sign[1] and sign[0] - claim[1] <= self._claim_reach
        return near and claim[0] >= since and claim[1] > since + 1 and self._together(self._message.statement, claim, sign)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _inside(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def free(spans: Set[Span], of: Set[Span]) -> Set[Span]:
    """Those spans that overlap with none `of` the others."""
    return {span for span in spans if not any(_overlap(span, other) for other in of)}

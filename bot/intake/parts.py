"""Cuts a statement into clauses and tells of every word whether it is denied, past, wished for, or about somebody else."""
from dataclasses import dataclass
from functools import lru_cache
from typing import FrozenSet, Iterator, List, Sequence, Set, Tuple

from bot.article.files import Strict, once
from bot.intake.tokens import Token, ends_clause, ends_sentence
from bot.intake.vocabulary import Found, Vocabulary
from bot.language.words import split_words

NEGATED, EXCEPTED, PAST, STOPPED, WISHED, FUTURE, THEIRS = "negated", "excepted", "past", "stopped", "wished", "future", "theirs"
_AND = frozenset("&+")
_DENIALS = frozenset(("no", "nope", "nah"))
_COPULAS, _BRIEF = ("is", "are", "was", "were"), 5  # "test of B12, is low"
_OWN_NO = frozenset(("no", "not", "nothing", "none", "without", "non", "never", "cannot", "lack", "lacking"))


class PartsFile(Strict):
    turns: List[str]
    kept_by: List[str]
    after_and: List[str]
    after_no: List[str]
    runs_on: List[str]
    holders: List[str]
    asides: List[str]
    starters: List[str]
    elided_before: List[str]
    elided: List[str]
    negation: List[str]
    no_negation: List[str]
    cancel: List[str]
    except_: List[str]
    when: List[str]
    stopped: List[str]
    past: List[str]
    past_whole: List[str]
    past_behind: List[str]
    now: List[str]
    wish: List[str]
    future: List[str]
    others: List[str]
    not_others: List[str]
    other_whole: List[str]
    own: List[str]
    own_whole: List[str]
    fresh: List[str]
    not_typos: List[str]

    class Config(Strict.Config):
        fields = {"except_": "except"}


@dataclass(frozen=True)
class Clause:
    """`words` without marks; `flags` has for each word what holds of it, out of the names above.

    `joint` is what joins it to the clause before: "" at the start of a sentence, else ",", "and" or the word that turns ("but").
    """

    words: Tuple[str, ...]
    flags: Tuple[FrozenSet[str], ...]
    joint: str
    question: bool

    def of(self, found: Found) -> FrozenSet[str]:
        """What holds of a phrase in this clause; a "no" that belongs to the phrase itself ("no restrictions") denies nothing."""
        flags, before = self.flags[found.start], self.flags[found.start - 1] if found.start else frozenset()
        return flags - {NEGATED} if self.words[found.start] in _OWN_NO and NEGATED not in before else flags


load_parts = once(PartsFile, "language", "intake", "parts.yml")


def clauses(tokens: Sequence[Token]) -> Tuple[Clause, ...]:
    """The clauses of `tokens` in order, none empty. Never raises."""
    return _clauses(tuple(tokens))


@lru_cache(maxsize=1)
def asides() -> FrozenSet[str]:
    """Words that stand beside an answer and add nothing to it: "no, jeez", "none at all dear"."""
    return frozenset(word for phrase in load_parts().asides for word in split_words(phrase))


@lru_cache(maxsize=4)  # each slot's parser looks at the same sentence
def _clauses(tokens: Tuple[Token, ...]) -> Tuple[Clause, ...]:
    found: List[Clause] = []
    for asked, pieces in _sentences(tokens):
        theirs = denied = question = False
        for number, (joint, words) in enumerate(pieces):
            last = number == len(pieces) - 1
            question = _asks(words, ends_asking=asked and last, before=question, joint=joint)
            denied = denied and joint in (",", "and") and not set(words) & set(load_parts().fresh)
            flags = _flags(words, denied=denied, theirs=theirs)
            found.append(Clause(words, flags, joint, question))
            theirs = THEIRS in flags[-1] and not _only_dates(words, flags)
            denied = NEGATED in flags[-1] and not (len(words) == 1 and words[0] in _DENIALS)
    return tuple(found)


def _sentences(tokens: Sequence[Token]) -> Iterator[Tuple[bool, List[Tuple[str, Tuple[str, ...]]]]]:
    """Of each sentence whether it ends with a question mark, and its clauses with what joins them."""
    pieces: List[Tuple[str, Tuple[str, ...]]] = []
    joint, words = "", []  # type: str, List[str]

    def close(next_joint: str) -> None:
        nonlocal joint, words
        if words:
            pieces.append((joint if pieces else "", tuple(words)))
            words = []
        joint = next_joint

    for place, token in enumerate(tokens):
        if not token.mark:
            opening = _opening([*words, token.word], _next_words(tokens, place))
            if opening:
                close(opening)
            if not (opening and (token.word in ("and", "plus") or token.word in load_parts().turns)):
                words.append(token.word)
        elif ends_sentence(token):
            close("")
            if pieces:
                yield token.word == "?", pieces
            pieces = []
        elif token.word in _AND:
            words.append("and")
        elif ends_clause(token) or (token.word == "-" and not _glued(tokens, place)):
            close(",")
    close("")
    if pieces:
        yield False, pieces


def _opening(words: Sequence[str], following: Sequence[str]) -> str:
    """How a clause that begins with the last of `words` is joined to those before; "" where none begins."""
    parts, word = load_parts(), words[-1]
    before = words[-2] if len(words) > 1 else ""
    if len(words) == 2 and before in (*_DENIALS, "yes") and word in parts.after_no:
        return ","  # "no I am vegan"
    if word in parts.turns:
        return "" if before in parts.kept_by and len(words) > 1 else word
    if word in ("and", "plus") and following and following[0] in parts.after_and:
        return "and"
    if len(words) > 2 and before not in parts.holders and _runs_on(word, following):
        return ","
    return ""


def _runs_on(word: str, following: Sequence[str]) -> bool:
    rest = [word, *following]
    return any(rest[:len(start)] == list(start) for start in _split_all("runs_on"))


def _next_words(tokens: Sequence[Token], place: int) -> List[str]:
    found: List[str] = []
    for token in tokens[place + 1:place + 4]:
        if token.mark:
            break
        found.append(token.word)
    return found


def _glued(tokens: Sequence[Token], place: int) -> bool:
    """Whether a hyphen joins two words ("plant-based")."""
    return 0 < place < len(tokens) - 1 and tokens[place - 1].end == tokens[place].start and tokens[place].end == tokens[place + 1].start


def _asks(words: Sequence[str], *, ends_asking: bool, before: bool, joint: str) -> bool:
    elided = len(words) > 1 and words[0] in load_parts().elided_before and words[1] in load_parts().elided and not ends_asking  # "was on tablets"
    goes_on = joint == "," and words[0] == "which" and not ends_asking  # "it was 180, which is low"
    result = joint == "," and words[0] in _COPULAS and words[1:2] and words[1] in load_parts().elided and len(words) <= _BRIEF and not ends_asking
    if not (goes_on or elided or result) and any(list(words[:len(start)]) == list(start) for start in _split_all("starters")):
        return True
    told = words[0] in ("i", "my", "as", "since", "no", "yes")
    return (ends_asking or (before and joint != "")) and not told


def _only_dates(words: Sequence[str], flags: Sequence[FrozenSet[str]]) -> bool:
    """Whether somebody else is named only to say when it was: "I gave up meat when my daughter was born"."""
    first = next(place for place, held in enumerate(flags) if THEIRS in held)
    before = [place for place in range(max(1, first - 2), first) if words[place] in load_parts().when]
    return bool(before) and not set(words[before[-1] + 1:first]) - {"my", "our", "the"}


@lru_cache(maxsize=8)
def _split_all(name: str) -> Tuple[Tuple[str, ...], ...]:
    return tuple(tuple(split_words(phrase)) for phrase in getattr(load_parts(), name))


@lru_cache(maxsize=1)
def _cues() -> Vocabulary:
    parts = load_parts()
    return Vocabulary({
        "": parts.no_negation, "not_others": parts.not_others, "except": parts.except_, "own_whole": parts.own_whole, "other_whole": parts.other_whole,
        "past_whole": parts.past_whole, PAST: parts.past, "past_behind": parts.past_behind, STOPPED: parts.stopped, FUTURE: parts.future, WISHED: parts.wish,
        NEGATED: parts.negation, "cancel": parts.cancel, "now": parts.now, "others": parts.others, "own": parts.own,
    }, not_typos=parts.not_typos)


def _flags(words: Sequence[str], *, denied: bool, theirs: bool) -> Tuple[FrozenSet[str], ...]:
    """What holds of each word. `denied` and `theirs` hold already before the first."""
    holding: Set[str] = {name for name, holds in ((NEGATED, denied), (THEIRS, theirs)) if holds}
    whole: Set[str] = set()
    flags: List[Set[str]] = [set(holding) for _ in words]
    cues = {found.start: found for found in _cues().find(words)}
    position = 0
    while position < len(words):
        cue = cues.get(position)
        if cue is not None and cue.label == "except" and cue.end - cue.start > 1:
            position += 1  # of "everything but" the first word still holds as it did
        if cue is not None:
            _turn(cue.label, words[position], holding, whole, flags[:position])
        end = cue.end if cue else position + 1
        for place in range(position, end):
            flags[place] = set(holding)
        position = end
    own = "own_whole" in whole
    return tuple(frozenset((held | whole) - {THEIRS, "own_whole"} if own else held | whole) for held in flags)


def _turn(label: str, word: str, holding: Set[str], whole: Set[str], behind: Sequence[Set[str]]) -> None:
    """Change what holds from here on, of the whole clause, or of the words `behind`."""
    if label in (NEGATED, PAST, STOPPED, WISHED, FUTURE):
        holding.add(label)
    elif label == "cancel":
        holding.difference_update((NEGATED, STOPPED))
    elif label == "except":
        holding.symmetric_difference_update((NEGATED,))
        holding.add(EXCEPTED)
    elif label == "now":
        holding.difference_update((PAST, STOPPED))
    elif label == "past_whole":
        whole.add(PAST)
    elif label == "past_behind":
        for flags in behind:
            flags.add(PAST)
    elif label == "others":
        holding.add(THEIRS)
    elif label == "other_whole":
        whole.add(THEIRS)
    elif label == "own_whole":
        whole.add("own_whole")
    elif label == "own":
        holding.discard(THEIRS)

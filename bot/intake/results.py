"""Which tests a person has had, and how they came out."""
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Dict, Iterable, List, Optional, Sequence, Set, Tuple

from bot.article import load_article
from bot.article.files import Strict, once
from bot.intake.parsed import NOTHING, Parsed
from bot.intake.parts import FUTURE, THEIRS, WISHED, Clause, asides, clauses, load_parts
from bot.intake.tokens import Token
from bot.intake.vocabulary import Found, Vocabulary

RESULTS: Tuple[str, ...] = ("low", "borderline", "normal", "elevated", "abnormal", "unknown")
_GENERAL = "general"
_TURNED = {"low": "normal", "elevated": "normal", "abnormal": "normal", "borderline": "normal", "normal": "abnormal"}
_NOT = frozenset(("not", "no", "never", "nothing"))
_NO = frozenset(("zero", "zilch", "nil", "without", "no", "not", "never", "none", "nothing", "nope", "nah", "neither", "nobody"))
_TESTED = frozenset(("test", "tests", "tested", "blood", "bloods"))
_HAD = frozenset(("had", "have", "did", "got", "done"))  # "had an exam too" tells no result
_NEAR = 3  # words between a denial and the result that it turns, at most


class ResultsFile(Strict):
    names: Dict[str, List[str]]
    general: List[str]
    ambiguous: List[str]
    not_test: List[str]
    deficient: List[str]
    results: Dict[str, List[str]]
    not_done: List[str]
    glue: List[str]
    bare: List[str]
    done: List[str]
    testing: List[str]
    same: List[str]
    same_behind: List[str]
    own: List[str]
    hearsay: List[str]
    none: List[str]
    volunteered_none: List[str]
    yes: List[str]
    fill: List[str]


@dataclass
class _Told:
    """`waiting`: tests named and not yet told of. `ahead`: a result said before its tests, `leading` those it was given to,
    `shared` those of them that may still get their own ("low B12 and MMA was high")."""

    results: Dict[str, str] = field(default_factory=dict)
    waiting: List[str] = field(default_factory=list)
    last: List[str] = field(default_factory=list)
    shared: List[str] = field(default_factory=list)
    leading: List[str] = field(default_factory=list)
    ahead: Optional[str] = None
    not_done: bool = False
    denied: bool = False
    stray: bool = False

    def result(self, value: str, *, alone: bool) -> None:
        """`value` is the result of the tests named just before; `alone` where it is all that is said."""
        tests = self.waiting or self.shared
        named = [test for test in tests if test != _GENERAL] or tests
        if not tests:
            tests = named = [test for test in self.last if self.results.get(test) == "unknown"]
            self.stray = self.stray or (alone and not self.last)
        for test in named:
            self.results[test] = value
        if tests:
            self.last, self.waiting, self.shared, self.ahead = named, [], [], None

    def test(self, test: str) -> None:
        """`test` was named."""
        if self.ahead is None:
            self.waiting.append(test)
            return
        if self.results.get(test, "unknown") == "unknown":
            self.results[test] = self.ahead
            if self.leading:
                self.shared.append(test)
        self.leading.append(test)


load_results = once(ResultsFile, "language", "intake", "results.yml")


def parse_results(tokens: Sequence[Token], *, asked: bool) -> Parsed:
    """{test id: one of RESULTS} for the tests that were done, {} for none; problem `which` when asked and no test is named.
    Unasked, {} only for a plain "I've had no tests".

    A figure alone is `unknown`, since the article names no ranges. Never raises.
    """
    told = _Told()
    own = asked
    for clause in clauses(tokens):
        own = asked or _says(clause, "own") or (own and clause.joint != "")
        if clause.question or not own or (not asked and _says(clause, "hearsay")):
            told.ahead = None
        else:
            _listen(clause, told, asked=asked)
            told.denied = told.denied or (_denies(clause.words) and bool(_TESTED & set(clause.words))) or (asked and _nobody_tested(clause))
    for test in told.waiting:
        told.results.setdefault(test, "unknown")
    results = _settled(told.results)
    if results:
        return Parsed(results)
    if asked:
        return _bare(told, [token.word for token in tokens if not token.mark])
    return Parsed({}) if any(map(_plainly_none, clauses(tokens))) and not told.stray else NOTHING


def _plainly_none(clause: Clause) -> bool:
    """Whether the clause says, without being asked, that no test was done: "I've had no tests", "no tests done"."""
    words = load_results()
    return (
        not clause.question and _denies(clause.words) and bool({"test", "tests", "bloods"} & set(clause.words))
        and bool(set(words.volunteered_none) & set(clause.words)) and THEIRS not in clause.flags[-1])


def _listen(clause: Clause, told: _Told, *, asked: bool) -> None:
    found = _vocabulary().find(clause.words)
    names = [one for one in found if one.label in _tests()]
    only_names = len(names) == len(found) and clause.joint in (",", "and")
    told.not_done = told.not_done and only_names
    told.ahead = told.ahead if clause.joint in (",", "and") else None
    told.shared = []
    waiting_before = list(told.waiting)
    for place, one in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if one.label in _tests():
            _name(clause, one, told, asked=asked, alone=not any(other.label in RESULTS for other in found))
        elif one.label == "deficient":
            if asked or told.waiting or _says(clause, "done"):
                told.results.update(dict.fromkeys(load_article().first_tests(), "low"))
        elif one.label == "not_done":
            if following and following.label in RESULTS and clause.words[one.start] in _NOT and following.start - one.end < _NEAR:
                continue  # turns the result: "not too high"
            if told.waiting and not (following and following.label in _tests() and _touch(clause, one, following)):
                told.waiting, told.denied = [test for test in waiting_before if test not in told.waiting], True
            else:
                told.not_done = True
        elif one.label in ("same", "same_behind"):
            _same(clause, one, told)
        elif one.label in RESULTS:
            _result(clause, found, place, told, waiting_before)
    if told.waiting and any(word[0].isdigit() for word in clause.words) and not waiting_before:
        told.result("unknown", alone=False)


def _same(clause: Clause, one: Found, told: _Told) -> None:
    """Another test came out as the last one did: "my B12 was normal and so was the MMA", "… and the MMA too"."""
    value = told.results.get(told.last[-1]) if told.last else None
    if value is None:
        return
    if one.label == "same":
        told.ahead, told.leading, told.shared = value, [], []
    elif told.waiting and one.end == len(clause.words) and not _HAD.intersection(clause.words):
        told.result(value, alone=False)


def _name(clause: Clause, one: Found, told: _Told, *, asked: bool, alone: bool) -> None:
    flags = clause.of(one)
    text = " ".join(clause.words[one.start:one.end])
    planned = WISHED in flags or (FUTURE in flags and told.ahead is None)
    unclear = not asked and alone and (text in load_results().ambiguous or (told.ahead is None and not _says(clause, "done")))
    if THEIRS in flags or planned or unclear:
        return
    if told.not_done:
        told.denied = True
        told.stray = told.stray or told.ahead is not None  # "all normal except MMA"
    else:
        told.test(one.label)


def _result(clause: Clause, found: Sequence[Found], place: int, told: _Told, waiting_before: Sequence[str]) -> None:
    one, before = found[place], found[place - 1] if place else None
    following = found[place + 1] if place + 1 < len(found) else None
    value = one.label
    if before and before.label == "not_done" and clause.words[before.start] in _NOT and one.start - before.end < _NEAR:
        value = _TURNED.get(value, value)
    named_here = [other for other in found[:place] if other.label in _tests()]
    touches = following is not None and following.label in _tests() and _touch(clause, one, following)
    parted = bool(named_here) and "and" in clause.words[named_here[-1].end:one.start]
    leads = not (told.waiting or told.shared) and any(other.label in _tests() for other in found[place + 1:])
    if touches and (parted or not named_here or not (told.waiting or told.shared)) or (leads and not named_here):
        told.ahead, told.shared, told.leading = value, [], []
        if not (parted or waiting_before):
            told.waiting = []
    else:
        if "now" in clause.words and not told.waiting:
            told.waiting = list(told.last)  # "it was low but is normal now"
        nowhere = not (told.waiting or told.shared or told.last)
        told.result(value, alone=_is_bare(clause))
        if nowhere:
            told.ahead, told.leading = value, [""]  # "a bit borderline they told me, the b12"


def _is_bare(clause: Clause) -> bool:
    """Whether a clause holds nothing but a result and small words."""
    words = load_results()
    covered = {place for found in _vocabulary().find(clause.words) for place in range(found.start, found.end)}
    return all(place in covered or word in words.fill or word in words.glue or word in words.bare for place, word in enumerate(clause.words))


def _touch(clause: Clause, one: Found, other: Found) -> bool:
    """Whether only small words stand between two phrases."""
    return all(word in load_results().glue for word in clause.words[one.end:other.start])


def _settled(results: Dict[str, str]) -> Dict[str, str]:
    """The results by test id in the article's order; blood taken in general is the first test unless another one is named."""
    settled = dict(results)
    tests = load_article().tests
    exams = {id_ for id_, test in tests.items() if test.examination}
    general = settled.pop(_GENERAL, None)
    known = general not in (None, "unknown") and all(settled.get(test, "unknown") == "unknown" for test in load_article().first_tests())
    if general and (known or not set(settled) - exams):
        settled.update(dict.fromkeys(load_article().first_tests(), general))
    settled.update({exam: "abnormal" for exam in exams if settled.get(exam) in ("low", "elevated")})
    return {test: settled[test] for test in tests if test in settled}



def _denies(words: Sequence[str]) -> bool:
    vocabulary = load_results()
    known = {*vocabulary.fill, *asides(), *(word for phrase in vocabulary.none for word in phrase.split())}
    return bool(_NO & set(words)) and all(word in known for word in words)


def _nobody_tested(clause: Clause) -> bool:
    """Whether the clause says that there was no test at all, in whatever words: "nobody bothered to test me"."""
    denials = [place for place, word in enumerate(clause.words) if word in _NO]
    labels = {found.label for found in _vocabulary().find(clause.words)}
    tested = [place for place, word in enumerate(clause.words) if word in load_results().testing]
    return bool(denials and tested) and denials[0] < tested[-1] and not labels - {"not_done", _GENERAL}


def _bare(told: _Told, words: Sequence[str]) -> Parsed:
    vocabulary = load_results()
    known: Set[str] = {*vocabulary.fill, *asides(), *(word for phrase in (*vocabulary.none, *vocabulary.yes) for word in phrase.split())}
    small = bool(words) and all(word in known for word in words)
    if told.stray:
        return Parsed(problem="which")
    if told.denied or _denies(words):
        return Parsed({})
    return Parsed(problem="which") if small and any(word in " ".join(vocabulary.yes).split() for word in words) else NOTHING


def _says(clause: Clause, label: str) -> bool:
    return any(found.label == label for found in _cues(label).find(clause.words))


@lru_cache(maxsize=1)
def _tests() -> Tuple[str, ...]:
    return (*load_article().tests, _GENERAL)


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    words = load_results()
    entries: Dict[str, Iterable[str]] = {"not_test": words.not_test, "deficient": words.deficient, **words.results, _GENERAL: words.general}
    for id_, test in load_article().tests.items():
        entries[id_] = [*test.other_names, test.label, *words.names.get(id_, ())]
    entries.update({"not_done": words.not_done, "same": words.same, "same_behind": words.same_behind})
    return Vocabulary(entries, not_typos=load_parts().not_typos)


@lru_cache(maxsize=3)
def _cues(label: str) -> Vocabulary:
    return Vocabulary({label: getattr(load_results(), label)})

"""The words for symptoms, compiled, and what is told of each of them in a line."""
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Dict, FrozenSet, Iterable, Iterator, List, NamedTuple, Sequence, Set, Tuple

from rapidfuzz.distance import OSA

from bot.article import Article
from bot.article.files import Strict, once
from bot.intake.body_parts import part_words
from bot.intake.clauses import ABSENT, BAD, PRESENT, UNSURE, UNTOLD, judged, statuses
from bot.intake.cues import load_cues
from bot.intake.lines import Line, Match, Patterns, read_line
from bot.intake.numbers import load_numbers
from bot.intake.ratings import load_severity
from bot.intake.tokens import Token
from bot.language.embedding import load_encoder
from bot.language.unlisted import load_unlisted
from bot.language.words import split_words

_COMPLAINT, _FUNCTION, _DOING, OTHER, _NOT_MEANT = "complaint", "function", "doing", "other", "not_meant"
_REACH = 4  # words between a symptom and "last year" behind it
_RATING = frozenset((
    "is", "was", "are", "at", "about", "around", "a", "an", "level", "levels", "score", "like", "now", "maybe", "probably", "of", "roughly",
    "very", "quite"))
_SHORTEST, _LONG = 5, 8  # letters of a word that may be misspelled, and of one that may be so twice
_TURNS = frozenset(("but", "only", "just"))
_TURNS_OFF = frozenset(("not", "no", "never"))
_ELLIPSES = frozenset(("do", "does", "are", "is", "did", "have", "has"))
_BEFORE_A_PLACE = frozenset(("in", "on", "my", "the", "both", "just", "only", "left", "right", "yes", "at", "around", "from"))
_ECHOES = (("and",), ("it", "is"), ("it",), ("and", "it", "is"), ("it", "feels"), ("and", "feels"), ("and", "it"))


class Echoes(Strict):
    """Symptoms, `by` whose words others are told a second time: those `of` any words, those `of_several_words` only after as many."""

    by: List[str]
    of: List[str]
    of_several_words: List[str]


class SymptomsFile(Strict):
    """Lay words by symptom; a symptom that the article does not name is a complaint of the person's own words."""

    classes: Dict[str, List[str]]
    words: Dict[str, List[str]]
    functions: Dict[str, List[str]]
    doings: Dict[str, List[str]]
    both: Dict[str, List[str]]
    not_alone: List[str]
    not_meant: List[str]
    complaints: List[str]
    no_complaint: List[str]
    lead_in: List[str]
    trailing: List[str]
    takes_back: List[str]
    before_forgot: List[str]
    none: List[str]
    none_always: List[str]
    all: List[str]
    echoes: Echoes
    felt_somewhere: List[str]
    not_typos: List[str]
    over: List[str]
    past_verbs: List[str]
    not_over: List[str]


class Meaning(NamedTuple):
    """What a pattern stands for: a symptom's id, or "" where it is none of the article's."""

    kind: str
    id: str = ""


@dataclass(frozen=True)
class Spotted:
    """A symptom or complaint found in a line, and what is told of it."""

    match: Match[Meaning]
    status: str

    @property
    def id(self) -> str:
        return self.match.value.id


class Vocabulary:
    """The article's names and the lay words, compiled. Raises DataError for a mistake in the data."""

    def __init__(self, article: Article) -> None:
        file, cues = load_symptoms_file(), load_cues()
        self.file, self.ids = file, tuple(article.symptoms)
        self.both = {id_: [one for one in ids if one in article.symptoms] for id_, ids in file.both.items()}
        self.parts = frozenset(part_words())
        classes = {**file.classes, "part": self.parts}
        self.patterns: Patterns[Meaning] = cues.patterns(_entries(file, article), classes)
        self._cues = cues
        self.none, self.none_always, self.all, self.takes_back, self.over = (
            cues.patterns(((text, text) for text in texts), {}) for texts in (file.none, file.none_always, file.all, file.takes_back, file.over))
        english = load_encoder().english_words() | set(file.not_typos)
        named = {word for text in _names(article) for word in split_words(text)}
        ordinary = [cues.forward, cues.after, cues.judging, cues.openers, self.none, self.all]
        # What people ask about is no misspelled symptom: "clams" are not "clumsy".
        things = {word for text in (*(name.text for name in article.names()), *chain(*load_unlisted().values())) for word in split_words(text)}
        self._known: Set[str] = english.union(things, *(patterns.words for patterns in ordinary), *cues.sets.values())
        by_first: Dict[str, List[str]] = {}
        for word in sorted(named | {word for word in english | self.patterns.words if self.patterns.knows(word)}):
            if len(word) >= _SHORTEST - 1 and word.isalpha() and word not in cues.fillers:
                by_first.setdefault(word[0], []).append(word)
        self._by_first, self._named = by_first, named
        self.mended = lru_cache(maxsize=20_000)(self._mend)
        self.no_complaint, self.lead_in, self.trailing = frozenset(file.no_complaint), frozenset(file.lead_in), frozenset(file.trailing)

    def _mend(self, word: str) -> str:
        """The word, or the symptom's word that it misspells."""
        if len(word) < _SHORTEST or not word.isalpha() or word in self._known or self.patterns.knows(word):
            return word
        near: List[Tuple[int, bool, bool, str]] = []
        for candidate in self._by_first.get(word[0], ()):
            allowed = 2 if min(len(word), len(candidate)) >= _LONG else 1
            distance = OSA.distance(word, candidate, score_cutoff=allowed)
            if distance <= allowed:
                near.append((distance, sorted(word) != sorted(candidate), candidate not in self._named, candidate))
        return min(near)[-1] if near else word

    def is_word(self, word: str) -> bool:
        """Whether it is a word at all, and no nonsense."""
        return word in self._known or self.patterns.knows(word)

    def read(self, tokens: Sequence[Token], text: str) -> Line:
        """The line with misspelled symptoms mended."""
        line = read_line(tokens, text)
        return Line(tuple(self.mended(word) for word in line.words), line.tokens, line.breaks)

    def spot(self, line: Line, found: Iterable[Match[Meaning]], *, asked: bool) -> List[Spotted]:
        """What is told in the line of each symptom and complaint that was found in it."""
        matches = [match for match in found if match.value.kind != _NOT_MEANT and not self._is_afterthought(line, match)]
        others = frozenset(place for match in matches if match.value.kind not in (_FUNCTION, _DOING) for place in match.covered)
        spotted = [Spotted(match, self._resolved(line, match, status, others)) for match, status in zip(matches, statuses(line, matches), strict=True)]
        spotted = self._taken_back(line, self._told_elsewhere(line, _without_echoes(line, spotted, self.file.echoes)))
        spotted = [Spotted(one.match, UNTOLD) if self._is_over(line, one) or (not asked and _is_rated(line, one)) else one for one in spotted]
        return [self._bare(line, spotted, number, asked=asked) if one.status == "bare" else one for number, one in enumerate(spotted)]

    def _resolved(self, line: Line, match: Match[Meaning], status: str, others: FrozenSet[int]) -> str:
        """The status of a function ("memory") goes by what is said of it; "bare" where nothing is."""
        if match.value.kind not in (_FUNCTION, _DOING) or status == UNTOLD:
            return status
        verdict, side = judged(line, match, others)
        if verdict == BAD:
            denied = status == ABSENT and _denies_itself(line, match)
            return PRESENT if denied else status
        if verdict:
            return UNSURE if status == UNSURE else ABSENT
        if match.value.kind == _DOING:
            return UNTOLD
        return "bare" if status == PRESENT else status

    def _is_over(self, line: Line, one: Spotted) -> bool:
        """Whether it is told of a time long ago, and not as going on: "last year I collapsed on the sofa tired"."""
        if one.status not in (PRESENT, UNSURE, "bare"):
            return False
        start, end = line.sentence(one.match.start)
        turns = [place for place in range(start, one.match.start) if line.words[place] in self.file.not_over]
        start = turns[-1] + 1 if turns else start
        cues = [cue for cue in (self.over.at(line, place) for place in range(start, one.match.start)) if cue is not None and cue.end <= one.match.start]
        said = line.words[cues[-1].end:one.match.start] if cues else ()
        if not cues:
            end = line.clause_end(one.match.end - 1)
            behind = [cue for cue in (self.over.at(line, place) for place in range(one.match.end, min(end, one.match.end + _REACH))) if cue is not None]
            said = line.words[start:one.match.start] if behind else ()
            said = said if all(not line.breaks[place] for place in range(one.match.end, behind[0].end if behind else 0)) else ()
        past = any(word in self.file.past_verbs for word in said)
        ahead = line.words[one.match.start:line.clause_end(one.match.end - 1)]
        return past and not set(self.file.not_over).intersection((*said, *ahead))

    def _told_elsewhere(self, line: Line, found: Sequence[Spotted]) -> List[Spotted]:
        """What is denied of one place only: "no numbness in my hands, only in my feet", "my hands don't tingle but my feet do"."""
        result = list(found)
        for number, one in enumerate(found):
            if one.status != ABSENT or one.id not in self.file.felt_somewhere:
                continue
            following = found[number + 1].match.start if number + 1 < len(found) else len(line.words)
            end = min(following, line.sentence(one.match.start)[1])
            turn = next((at for at in range(one.match.end, end) if line.words[at] in _TURNS), end)
            said = line.words[turn + 1:min(line.clause_end(turn), end)] if turn < end else ()
            place = [at for at, word in enumerate(said) if word in self.parts]
            if place and (said[-1] in _ELLIPSES or (not _TURNS_OFF.intersection(said) and all(word in _BEFORE_A_PLACE for word in said[:place[0]]))):
                result[number] = Spotted(one.match, PRESENT)
        return result

    def _is_afterthought(self, line: Line, match: Match[Meaning]) -> bool:
        """Whether "forgot" tells of this talk and not of the memory: "I forgot, I have headaches too"."""
        if line.words[match.start:match.end] != ("forgot",) or match.end >= len(line.words):
            return False
        before = line.words[line.sentence(match.start)[0]:match.start]
        return bool(line.breaks[match.end]) and all(word in self.file.before_forgot for word in before)

    def _taken_back(self, line: Line, found: Sequence[Spotted]) -> List[Spotted]:
        """What was told and then taken back: "headaches and cramps, no wait, not cramps"."""
        result = list(found)
        for number, one in enumerate(found):
            earlier = [place for place in range(number) if result[place].status in (PRESENT, UNSURE) and _same(line, found[place], one)]
            if one.status != ABSENT or not earlier:
                continue
            between = range(found[number - 1].match.end, one.match.start)
            cues = [self.takes_back.at(line, place) for place in between]
            denied = any(line.words[place] in ("no", "nope") and line.breaks[place + 1] for place in between)
            behind = line.words[one.match.end:one.match.end + 2] == ("after", "all")
            if behind or denied or any(cue is not None and cue.end <= one.match.start for cue in cues):
                for place in earlier:
                    result[place] = Spotted(result[place].match, ABSENT)
        return result

    @staticmethod
    def _bare(line: Line, found: Sequence[Spotted], number: int, *, asked: bool) -> Spotted:
        """A function named without more: a complaint where complaints are asked for or listed."""
        one = found[number]
        near = [found[place] for place in (number - 1, number + 1) if 0 <= place < len(found)]
        listed = any(other.match.value.kind == _COMPLAINT and other.status == PRESENT and _linked(line, one.match, other.match) for other in near)
        return Spotted(one.match, PRESENT if asked or listed else UNTOLD)


def _is_rated(line: Line, one: Spotted) -> bool:
    """Whether "pain" only says of what a number or a word of strength is told: "my pain is 6", "the worst pain of my life"."""
    if line.words[one.match.start:one.match.end] not in (("pain",), ("pains",)):
        return False
    before, place = line.words[max(0, one.match.start - 2):one.match.start], one.match.end
    if "worst" in before and line.words[place:place + 1] in (("of",), ("ever",), ("imaginable",), ("possible",)):
        return True
    if not {"my", "the", "worst"}.intersection(before):
        return False
    linked = place
    while linked < len(line.words) and not line.breaks[linked] and line.words[linked] in _RATING:
        linked += 1
    following = line.words[linked] if linked < len(line.words) and not line.breaks[linked] else ""
    return linked > place and (following[:1].isdigit() or following in load_severity().words or following in load_numbers().ones)


def _without_echoes(line: Line, found: Sequence[Spotted], echoes: Echoes) -> List[Spotted]:
    """Without a second word for the same: in "my tongue is red and sore" it is no muscle that is sore."""
    result = list(found)
    for number in range(1, len(result)):
        before, one = result[number - 1].match, result[number].match
        between = line.words[before.end:one.start]
        same = before.value.id in echoes.of or (before.end - before.start > 1 and before.value.id in ("", *echoes.of_several_words))
        if one.value.id in echoes.by and len(one.covered) == 1 and between in _ECHOES and same:
            if result[number - 1].status == "bare":
                result[number - 1] = Spotted(before, result[number].status)
            result[number] = Spotted(one, UNTOLD)
    return result


def _same(line: Line, one: Spotted, other: Spotted) -> bool:
    """Whether two mentions are of the same symptom, or of the same complaint that is on no list."""
    if one.id or other.id:
        return one.id == other.id
    return line.words[one.match.start:one.match.end] == line.words[other.match.start:other.match.end]


def _denies_itself(line: Line, match: Match[Meaning]) -> bool:
    """Whether the "not" right before a doing makes the complaint: "not concentrating", "cannot walk"."""
    before = line.words[match.start - 1] if match.start else ""
    return match.value.kind == _DOING and before in ("not", "cannot", "never")


def _linked(line: Line, one: Match[Meaning], other: Match[Meaning]) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    between = range(first.end, second.start)
    return len(between) <= 3 and all(line.words[at] in ("and", "or", "my", "the", "a", "plus", "bad", "also") for at in between)


def _names(article: Article) -> Iterator[str]:
    for symptom in article.symptoms.values():
        yield from (str(symptom.id).replace("_", " "), symptom.label, *symptom.other_names)


def _entries(file: SymptomsFile, article: Article) -> Iterator[Tuple[str, Meaning]]:
    """All patterns; of two alike the first counts."""
    yield from ((text, Meaning(_NOT_MEANT)) for text in file.not_meant)
    for kind, lists in ((_COMPLAINT, file.words), (_FUNCTION, file.functions), (_DOING, file.doings)):
        for id_, texts in lists.items():
            named = not article.symptoms.keys().isdisjoint(file.both.get(id_, (id_,)))
            yield from ((text, Meaning(kind, id_) if named else Meaning(OTHER)) for text in texts if named or kind == _COMPLAINT)
    for symptom in article.symptoms.values():
        for text in (str(symptom.id).replace("_", " "), symptom.label, *symptom.other_names):
            words = [word for word in split_words(text) if word not in ("a", "an", "the")]
            if words and " ".join(words) not in file.not_alone:
                yield " ".join(words), Meaning(_COMPLAINT, symptom.id)
    yield from ((text, Meaning(OTHER)) for text in file.complaints)
    yield from ((" ".join(split_words(text)), Meaning(OTHER)) for text in load_unlisted()["symptom"])


load_symptoms_file = once(SymptomsFile, "language", "intake", "symptoms.yml")


_vocabularies: Dict[int, Tuple[Article, Vocabulary]] = {}


def vocabulary_of(article: Article) -> Vocabulary:
    """The vocabulary of this very article, built once."""
    known = _vocabularies.get(id(article))
    if known is None or known[0] is not article:
        if len(_vocabularies) > 8:
            _vocabularies.clear()
        known = _vocabularies[id(article)] = (article, Vocabulary(article))
    return known[1]

"""Symptoms told in a sentence: present, absent or unsure by id, and the person's own words for what is on no list."""
from dataclasses import dataclass
from functools import lru_cache
from typing import AbstractSet, Dict, FrozenSet, Iterable, Iterator, List, Mapping, NamedTuple, Sequence, Set, Tuple

from rapidfuzz.distance import OSA

from bot.article import Article
from bot.article.files import DATA, Strict, load
from bot.intake.body_parts import part_words, places
from bot.intake.clauses import ABSENT, BAD, PRESENT, UNSURE, UNTOLD, Line, Match, Patterns, judged, load_cues, read_line, statuses
from bot.intake.parsed import SymptomsTold
from bot.intake.tokens import Token
from bot.language.embedding import load_encoder
from bot.language.unlisted import load_unlisted
from bot.language.words import split_words

MOST_OTHER = 20
LONGEST_OTHER = 80  # characters
_COMPLAINT, _FUNCTION, _DOING, _OTHER, _NOT_MEANT = "complaint", "function", "doing", "other", "not_meant"
_SHORTEST, _LONG = 5, 8  # letters of a word that may be misspelled, and of one that may be so twice
_TURNS = frozenset(("but", "only", "just"))
_TURNS_OFF = frozenset(("not", "no", "never"))
_ELLIPSES = frozenset(("do", "does", "are", "is", "did", "have", "has"))
_BEFORE_A_PLACE = frozenset(("in", "on", "my", "the", "both", "just", "only", "left", "right", "yes", "at", "around", "from"))
_ECHOES = (("and",), ("it", "is"), ("it",), ("and", "it", "is"), ("it", "feels"), ("and", "feels"), ("and", "it"))
_MORE = frozenset(("other", "more", "further", "new"))  # "no other symptoms" says nothing of those told before
_LEAD = 6  # words before "all of them"
_AFTER_ALL = frozenset(("but", "except", "apart", "besides", "bar", "other", "excluding", "yes", "please", "i", "really"))
_AFTER_NONE = frozenset(("but", "i", "so", "as", "that", "really", "at", "today"))
_OWN_WORDS = 5  # words of a complaint that is on no list


class SymptomsFile(Strict):
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
    none: List[str]
    none_always: List[str]
    all: List[str]
    felt_somewhere: List[str]
    not_typos: List[str]


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
        self.parts = frozenset(part_words())
        classes = {**file.classes, "part": self.parts}
        self.patterns: Patterns[Meaning] = cues.patterns(_entries(file, article), classes)
        self._cues = cues
        self.none, self.none_always, self.all = (cues.patterns(((text, text) for text in texts), {}) for texts in (file.none, file.none_always, file.all))
        english = load_encoder().english_words() | set(file.not_typos)
        named = {word for text in _names(article) for word in split_words(text)}
        ordinary = [cues.forward, cues.after, cues.judging, cues.openers, self.none, self.all]
        self._known: Set[str] = english.union(*(patterns.words for patterns in ordinary), *cues.sets.values())
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
        matches = [match for match in found if match.value.kind != _NOT_MEANT]
        others = frozenset(place for match in matches if match.value.kind not in (_FUNCTION, _DOING) for place in match.covered)
        spotted = [Spotted(match, self._resolved(line, match, status, others)) for match, status in zip(matches, statuses(line, matches), strict=True)]
        spotted = self._told_elsewhere(line, _without_echoes(line, spotted))
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

    @staticmethod
    def _bare(line: Line, found: Sequence[Spotted], number: int, *, asked: bool) -> Spotted:
        """A function named without more: a complaint where complaints are asked for or listed."""
        one = found[number]
        near = [found[place] for place in (number - 1, number + 1) if 0 <= place < len(found)]
        listed = any(other.match.value.kind == _COMPLAINT and other.status == PRESENT and _linked(line, one.match, other.match) for other in near)
        return Spotted(one.match, PRESENT if asked or listed else UNTOLD)


def _without_echoes(line: Line, found: Sequence[Spotted]) -> List[Spotted]:
    """Without a second word for the same: in "my tongue is red and sore" it is no muscle that is sore."""
    result = list(found)
    for number in range(1, len(result)):
        before, one = result[number - 1].match, result[number].match
        between = line.words[before.end:one.start]
        same = before.value.id == "sore_tongue" or (before.end - before.start > 1 and before.value.id in ("", "headache"))
        if one.value.id == "muscle_pain" and len(one.covered) == 1 and between in _ECHOES and same:
            if result[number - 1].status == "bare":
                result[number - 1] = Spotted(before, result[number].status)
            result[number] = Spotted(one, UNTOLD)
    return result


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
        yield from ((text, Meaning(kind, id_)) for id_, texts in lists.items() for text in texts)
    for symptom in article.symptoms.values():
        for text in (str(symptom.id).replace("_", " "), symptom.label, *symptom.other_names):
            words = [word for word in split_words(text) if word not in ("a", "an", "the")]
            if words and " ".join(words) not in file.not_alone:
                yield " ".join(words), Meaning(_COMPLAINT, symptom.id)
    yield from ((text, Meaning(_OTHER)) for text in file.complaints)
    yield from ((" ".join(split_words(text)), Meaning(_OTHER)) for text in load_unlisted()["symptom"])


@lru_cache(maxsize=1)
def load_symptoms_file() -> SymptomsFile:
    """The lay words, from data/language/intake/symptoms.yml. Raises DataError."""
    return load(DATA / "language" / "intake" / "symptoms.yml", SymptomsFile)


_vocabularies: Dict[int, Tuple[Article, Vocabulary]] = {}


def vocabulary_of(article: Article) -> Vocabulary:
    """The vocabulary of this very article, built once."""
    known = _vocabularies.get(id(article))
    if known is None or known[0] is not article:
        if len(_vocabularies) > 8:
            _vocabularies.clear()
        known = _vocabularies[id(article)] = (article, Vocabulary(article))
    return known[1]


def parse_symptoms(tokens: Sequence[Token], text: str, article: Article, *, asked: bool) -> SymptomsTold:
    """What the sentence tells of the person's symptoms. `asked`: it answers a question for them. Never raises."""
    vocabulary = vocabulary_of(article)
    line = vocabulary.read(tokens, text)
    if not line.words:
        return SymptomsTold()
    found = list(vocabulary.patterns.find(line))
    spotted = vocabulary.spot(line, found, asked=asked)
    told = _by_id(spotted, vocabulary.file.both)
    if asked and _says_all(line, vocabulary):
        told = {id_: told.get(id_, PRESENT) for id_ in vocabulary.ids}
    by_status = {status: tuple(id_ for id_, given in told.items() if given == status) for status in (PRESENT, ABSENT, UNSURE)}
    unlisted = list(_unlisted(line, found, spotted, vocabulary)) if asked else []
    other = tuple(_others(line, text, spotted, unlisted))
    something = by_status[PRESENT] or by_status[UNSURE] or other
    plainly = any(not _MORE.intersection(line.words[match.start:match.end]) for match in vocabulary.none_always.find(line))
    none = not something and (plainly or (asked and not told and _says_none(line, vocabulary)))
    return SymptomsTold(by_status[PRESENT], by_status[ABSENT], by_status[UNSURE], other, bool(none), _places(line, spotted, vocabulary) or None)


def _by_id(spotted: Iterable[Spotted], both: Mapping[str, Sequence[str]]) -> Dict[str, str]:
    """Id -> status, in the order said. Told twice, present counts before unsure and that before absent: not in the feet, but in the hands."""
    told: Dict[str, str] = {}
    order = (PRESENT, UNSURE, ABSENT)
    for one in spotted:
        if one.id and one.status in order:
            for id_ in both.get(one.id, (one.id,)):
                told[id_] = min(told.get(id_, ABSENT), one.status, key=order.index)
    return told


def _places(line: Line, spotted: Sequence[Spotted], vocabulary: Vocabulary) -> Tuple[str, ...]:
    somewhere = set(vocabulary.file.felt_somewhere)
    felt = [one for one in spotted if one.id in somewhere]
    told = [one.match for one in felt if one.status not in (ABSENT, UNTOLD)]
    return places(line, told, [one.match for one in felt if one.match not in told])


def _others(line: Line, text: str, spotted: Sequence[Spotted], unlisted: Sequence[Tuple[int, int]]) -> List[str]:
    """The person's own words for complaints on no list, in the order said."""
    spans = [(one.match.start, one.match.end) for one in spotted if one.match.value.kind == _OTHER and one.status == PRESENT]
    said: Dict[str, str] = {}
    for start, end in sorted((*spans, *unlisted)):
        typed = " ".join(text[line.tokens[start].start:line.tokens[end - 1].end].split())
        if typed:
            said.setdefault(typed[:LONGEST_OTHER].strip().lower(), typed[:LONGEST_OTHER].strip())
    return list(said.values())[:MOST_OTHER]


def _unlisted(line: Line, found: Iterable[Match[Meaning]], spotted: Sequence[Spotted], vocabulary: Vocabulary) -> Iterator[Tuple[int, int]]:
    """Parts of a list of complaints that no list knows: short, and without a word of small talk or of another question's answer."""
    cues = load_cues()
    taken = {place for match in found for place in range(match.start, match.end)}
    listed = any(one.status in (PRESENT, ABSENT, UNSURE) for one in spotted)
    for start, end in _pieces(line):
        first, last = start, end
        while first < last and (line.words[first] in vocabulary.lead_in or line.words[first] in cues.fillers):
            first += 1
        while last > first and line.words[last - 1] in vocabulary.trailing:
            last -= 1
        words = line.words[first:last]
        if not words or taken.intersection(range(start, end)) or len(words) > _OWN_WORDS or (not listed and end - start > _OWN_WORDS + 2):
            continue
        plain = all(word not in vocabulary.no_complaint and word not in cues.sets["persons"] and not any(map(str.isdigit, word)) for word in words)
        cued = any(cues.forward.at(line, place) or cues.openers.at(line, place) for place in range(start, end)) or line.breaks[end] == "?"
        am_a = line.words[start:start + 3] in (("i", "am", "a"), ("i", "am", "an"), ("it", "is", "a"))
        alone = words[0] in vocabulary.parts or (len(words) == 1 and (bool(start and not line.breaks[start]) or words[0].endswith("ly")))
        if plain and not alone and not cued and not am_a and any(len(word) > 2 for word in words) and (listed or _is_phrase(words, vocabulary)):
            yield first, last


def _is_phrase(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether these words alone may be a complaint: English, and no single word that could be anything."""
    return len(words) > 1 and all(vocabulary.is_word(word) for word in words)


def _pieces(line: Line) -> Iterator[Tuple[int, int]]:
    """What stands between marks, "and", "but" and the like."""
    start = 0
    for place in range(len(line.words) + 1):
        if place == len(line.words) or line.breaks[place] or line.words[place] in ("and", "but", "plus", "or"):
            if place > start:
                yield start, place
            start = place
            if place < len(line.words) and line.words[place] in ("and", "but", "plus", "or"):
                start = place + 1


def _opens(line: Line, patterns: Patterns[str], lead_in: AbstractSet[str], followed: AbstractSet[str]) -> bool:
    """Whether the message opens, after "well, I have", with one of the patterns and ends there or goes on with a word of `followed`."""
    for place in range(min(len(line.words), _LEAD)):
        match = patterns.at(line, place)
        if match is not None and (line.breaks[match.end] or line.words[match.end] in followed):
            return True
        if line.words[place] not in lead_in and line.words[place] not in load_cues().fillers:
            return False
    return False


def _says_all(line: Line, vocabulary: Vocabulary) -> bool:
    return _opens(line, vocabulary.all, vocabulary.lead_in, _AFTER_ALL)


def _says_none(line: Line, vocabulary: Vocabulary) -> bool:
    sets = load_cues().sets
    return _opens(line, vocabulary.none, vocabulary.lead_in | (sets["between"] - {"not"}) | sets["refusals"], _AFTER_NONE)

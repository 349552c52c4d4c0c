"""Symptoms told in a sentence: present, absent or unsure by id, and the person's own words for what is on no list."""
from typing import AbstractSet, Dict, FrozenSet, Iterable, Mapping, Sequence, Tuple

from bot.article import Article
from bot.intake.body_parts import places
from bot.intake.clauses import ABSENT, PRESENT, UNSURE, UNTOLD
from bot.intake.cues import load_cues
from bot.intake.lines import Line, Patterns
from bot.intake.own_words import own_words, unlisted
from bot.intake.parsed import SymptomsTold
from bot.intake.symptom_words import Spotted, Vocabulary, vocabulary_of
from bot.intake.symptom_words import load_symptoms_file as load_symptoms_file
from bot.intake.tokens import Token

_MORE = frozenset(("other", "more", "further", "new"))  # "no other symptoms" says nothing of those told before
_PARTING = frozenset((  # between "I have cramps" and "I don't have cramps", these make both true, or only one of them
    "but", "only", "except", "when", "while", "if", "at", "in", "during", "night", "morning", "sometimes", "now", "today", "then", "before", "anymore", "more",
    "longer", "used", "was", "were", "had", "wait", "actually", "sorry", "yes", "no", "scratch", "mean", "meant", "always", "every", "so", "lately", "just"))
_LEAD = 6  # words before "all of them"
_AFTER_ALL = frozenset(("but", "except", "apart", "besides", "bar", "other", "excluding", "yes", "please", "i", "really"))
_GUESSES = ((), ("think",), ("guess",), ("suppose",), ("believe",), ("am",))  # "all I think", but not "all I want is sleep"
_AFTER_NONE = frozenset(("but", "i", "so", "as", "that", "really", "at", "today"))


def parse_symptoms(tokens: Sequence[Token], text: str, article: Article, *, asked: bool) -> SymptomsTold:
    """What the sentence tells of the person's symptoms. `asked`: it answers a question for them. Never raises."""
    vocabulary = vocabulary_of(article)
    line = vocabulary.read(tokens, text)
    if not line.words:
        return SymptomsTold()
    found = list(vocabulary.patterns.find(line))
    spotted = vocabulary.spot(line, found, asked=asked)
    told = _by_id(spotted, vocabulary.both, at_odds=_at_odds(line, spotted, vocabulary))
    if asked and _says_all(line, vocabulary):
        told = {id_: told.get(id_, PRESENT) for id_ in vocabulary.ids}
    by_status = {status: tuple(id_ for id_, given in told.items() if given == status) for status in (PRESENT, ABSENT, UNSURE)}
    alone = list(unlisted(line, found, spotted, vocabulary)) if asked else []
    other = tuple(own_words(line, text, spotted, alone, vocabulary))
    something = by_status[PRESENT] or by_status[UNSURE] or other
    plainly = any(not _MORE.intersection(line.words[match.start:match.end]) for match in vocabulary.none_always.find(line))
    none = not something and (plainly or (asked and not told and _says_none(line, vocabulary)))
    return SymptomsTold(by_status[PRESENT], by_status[ABSENT], by_status[UNSURE], other, bool(none), _places(line, spotted, vocabulary) or None)


def _by_id(spotted: Iterable[Spotted], both: Mapping[str, Sequence[str]], *, at_odds: AbstractSet[str]) -> Dict[str, str]:
    """Id -> status, in the order said. Told twice, present counts before unsure and that before absent: not in the feet, but in the hands.

    What is `at_odds` with itself is unsure.
    """
    told: Dict[str, str] = {}
    order = (PRESENT, UNSURE, ABSENT)
    for one in spotted:
        if one.id and one.status in order:
            for id_ in both.get(one.id, (one.id,)):
                told[id_] = UNSURE if one.id in at_odds else min(told.get(id_, ABSENT), one.status, key=order.index)
    return told


def _at_odds(line: Line, spotted: Sequence[Spotted], vocabulary: Vocabulary) -> FrozenSet[str]:
    """Ids told and denied in one breath, without another place or time between: "I have tingling and I don't have tingling"."""
    found = set()
    for number, one in enumerate(spotted):
        for other in spotted[number + 1:]:
            first, last = one.match.start, max(one.match.end, line.clause_end(other.match.start))
            between = line.words[max(0, first - 1):last]
            odd = one.id == other.id != "" and {one.status, other.status} == {PRESENT, ABSENT} and "and" in between
            if odd and not vocabulary.parts.intersection(between) and not _PARTING.intersection(between):
                found.add(one.id)
    return frozenset(found)


def _places(line: Line, spotted: Sequence[Spotted], vocabulary: Vocabulary) -> Tuple[str, ...]:
    somewhere = set(vocabulary.file.felt_somewhere)
    felt = [one for one in spotted if one.id in somewhere]
    told = [one.match for one in felt if one.status not in (ABSENT, UNTOLD)]
    return places(line, told, [one.match for one in felt if one.match not in told])


def _opens(line: Line, patterns: Patterns[str], lead_in: AbstractSet[str], followed: AbstractSet[str]) -> bool:
    """Whether the message opens, after "well, I have", with one of the patterns and ends there or goes on with a word of `followed`."""
    for place in range(min(len(line.words), _LEAD)):
        match = patterns.at(line, place)
        if match is not None and (line.breaks[match.end] or line.words[match.end] in followed):
            return match.end - match.start > 1 or line.words[match.end:match.end + 1] != ("i",) or line.words[match.end + 1:match.end + 2] in _GUESSES
        if line.words[place] not in lead_in and line.words[place] not in load_cues().fillers:
            return False
    return False


def _says_all(line: Line, vocabulary: Vocabulary) -> bool:
    return _opens(line, vocabulary.all, vocabulary.lead_in, _AFTER_ALL)


def _says_none(line: Line, vocabulary: Vocabulary) -> bool:
    sets = load_cues().sets
    return _opens(line, vocabulary.none, vocabulary.lead_in | (sets["between"] - {"not"}) | sets["refusals"], _AFTER_NONE)

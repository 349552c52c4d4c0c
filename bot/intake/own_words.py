"""Complaints that are on no list, in the person's own words."""
from typing import Dict, Iterable, Iterator, List, Sequence, Tuple

from bot.intake.clauses import ABSENT, PRESENT, UNSURE
from bot.intake.cues import load_cues
from bot.intake.lines import Line, Match
from bot.intake.symptom_words import OTHER, Meaning, Spotted, Vocabulary

MOST_OTHER = 40
LONGEST_OTHER = 80  # characters
_TIMES = frozenset(("morning", "night", "nights", "evening", "evenings", "afternoon", "day", "days"))
_OWN_WORDS = 5  # words of a complaint


def own_words(line: Line, text: str, spotted: Sequence[Spotted], alone: Sequence[Tuple[int, int]], vocabulary: Vocabulary) -> List[str]:
    """The person's own words for complaints on no list, in the order said."""
    spans = [_widened(line, one, spotted, vocabulary) for one in spotted if one.match.value.kind == OTHER and one.status == PRESENT]
    said: Dict[str, str] = {}
    for start, end in sorted((*spans, *alone)):
        typed = " ".join(text[line.tokens[start].start:line.tokens[end - 1].end].split())
        if typed:
            said.setdefault(typed[:LONGEST_OTHER].strip().lower(), typed[:LONGEST_OTHER].strip())
    return list(said.values())[:MOST_OTHER]


def _widened(line: Line, one: Spotted, spotted: Sequence[Spotted], vocabulary: Vocabulary) -> Tuple[int, int]:
    """The words of a complaint with those around it in its part of a list: "loud hiccups", "dizzy in the morning"."""
    start, end = next(piece for piece in _pieces(line) if piece[0] <= one.match.start < piece[1])
    if end < one.match.end or any(start <= other.match.start < end for other in spotted if other is not one):
        return one.match.start, one.match.end
    first, last = _trimmed(line, start, end, vocabulary)
    first, last = min(first, one.match.start), max(last, one.match.end)
    around = [line.words[place] for place in range(first, last) if not one.match.start <= place < one.match.end]
    cued = any(load_cues().forward.at(line, place) for place in range(first, last))
    plain = all(word not in vocabulary.no_complaint or word in _TIMES for word in around)
    return (first, last) if plain and not cued and last - first <= _OWN_WORDS else (one.match.start, one.match.end)


def _trimmed(line: Line, start: int, end: int, vocabulary: Vocabulary) -> Tuple[int, int]:
    """The words without "I have" before and "too" behind them."""
    while start < end and (line.words[start] in vocabulary.lead_in or line.words[start] in load_cues().fillers):
        start += 1
    while end > start and line.words[end - 1] in vocabulary.trailing:
        end -= 1
    return start, end


def unlisted(line: Line, found: Iterable[Match[Meaning]], spotted: Sequence[Spotted], vocabulary: Vocabulary) -> Iterator[Tuple[int, int]]:
    """Parts of a list of complaints that no list knows: short, and without a word of small talk or of another question's answer."""
    cues = load_cues()
    taken = {place for match in found for place in range(match.start, match.end)}
    listed = any(one.status in (PRESENT, ABSENT, UNSURE) for one in spotted)
    for start, end in _pieces(line):
        first, last = _trimmed(line, start, end, vocabulary)
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

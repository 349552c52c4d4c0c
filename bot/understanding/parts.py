"""Tells several questions in one message apart, and a story from its question."""
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import FrozenSet, List, Sequence, Tuple

from bot.article.files import Strict, once
from bot.language.asides import without_exclamations
from bot.language.words import singular, split_words

# Ends of sentences; a point inside a number or an abbreviation is none.
_SENTENCE = re.compile(r"(?<=[?!;])\s*|(?<=[^\W\d_]{2}\.|['’][^\W\d_]\.)\s+|(?<=[\d)]\.)\s+(?=[A-Z])|\n\s*[-–—•*]?|^\s*[-–—•*]\s+|(?:^|\s+)\(?\d[.)]\s+(?=\D)")
_ABBREVIATION = re.compile(r"\b(vs|dr|mr|mrs|ms|approx|etc|vit|def|inj|incl|esp|e\.g|i\.e)\.", re.IGNORECASE)  # a point that ends no sentence
_TRAILING = ("and", "but", "also", "or", "then", "plus", "so", "oh")  # left over before the next question
_WH = ("what", "which", "whom", "how")
_LONGEST_TAG = 3  # words
_SUBJECTS = ("i", "you", "we", "they", "he", "she", "it")
_AGREEING = ("it", "they", "you", "he", "she", "i", "we", "there")
_LEADING_WORDS = frozenset(("tell", "ask", "asking", "know", "wonder", "wondering", "curious", "explain", "say", "find", "understand", "learn", "hear"))
_INDIRECT = ("if", "whether")  # "tell me what MMA is and also if exercise helps"
_LEAVING_OUT = (("besides",),)  # joins two questions before a comma only
_LONG_STORY = 6  # words before a cue that make it the end of a story


class QuestionsFile(Strict):
    starters: List[str]
    joiners: List[str]
    holders: List[str]
    prepositions: List[str]
    tags: List[str]
    cues: List[str]
    topics: List[str]
    going_on: List[str]
    leads: List[str]
    courtesies: List[str]


@dataclass(frozen=True)
class Part:
    """`text` of one part of a message; `asks` when it is put as a question, `marked` when only a question mark says so."""

    text: str
    asks: bool
    marked: bool = False


load_questions = once(QuestionsFile, "language", "questions.yml")


@lru_cache(maxsize=1)
def _starters() -> FrozenSet[str]:
    return frozenset(load_questions().starters)


@lru_cache(maxsize=1)
def _joiners() -> Tuple[Tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in load_questions().joiners), key=len, reverse=True))


@lru_cache(maxsize=1)
def _holders() -> FrozenSet[str]:
    return frozenset(load_questions().holders)


@lru_cache(maxsize=1)  # of one message, which is looked at for what it asks and for what it tells
def split_parts(text: str) -> Tuple[Part, ...]:
    """The parts of a message in order, never empty for a text with words. A part is a sentence, or one of several questions in it."""
    parts: List[Part] = []
    for sentence in sentences(text):
        parts.extend(_parts_of(sentence))
    if len(parts) > 1:
        parts = [part for part in parts if not _leads_up(part.text)] or parts[:1]
    if any(part.asks for part in parts) or not any(part.marked for part in parts):  # "My B12?? Can that be?": what is put as a question is asked, the rest is told
        return tuple(parts)
    return tuple(Part(part.text, asks=part.marked) for part in parts)


def sentences(text: str) -> List[str]:
    """The sentences of a text that have words, in order."""
    return [piece.strip() for piece in _SENTENCE.split(_ABBREVIATION.sub(r"\1", text)) if split_words(piece)]


def _parts_of(sentence: str) -> List[Part]:
    words = sentence.split()
    plain = list(map(_plain, words))
    cuts = [0]
    for position in range(1, len(words)):
        if _begins_question(words, plain, position) and position - cuts[-1] >= 2 and len(words) - position >= 2:
            cuts.append(position)
    pieces = [" ".join(words[start:end]) for start, end in zip(cuts, [*cuts[1:], len(words)], strict=False)]
    found = [_after_cue(_trimmed(piece)) for piece in pieces]
    indirect = [plain[start] in _INDIRECT for start in cuts]
    found = ["whether " + text.split(maxsplit=1)[1] if plainly and number else text for number, (text, plainly) in enumerate(zip(found, indirect, strict=True))]
    written_out = " ".join(split_words(sentence))
    tagged = any(written_out.endswith(f" {tag}") for tag in load_questions().tags)
    marked = sentence.rstrip().endswith("?") and not tagged
    joined = marked and any(tuple(plain[:len(joiner)]) == joiner for joiner in _joiners())  # "And in beef?"
    last = len(found) - 1
    return [Part(text, asks=is_question(text) or any(indirect[max(number, 1):number + 2]) or (joined and number == last), marked=marked and number == last)
            for number, text in enumerate(found)]


def _leads_up(text: str) -> bool:
    """Whether a part only leads up to a question: `please tell me`, before `are clams good?`."""
    said = [word for word in split_words(text) if word not in load_questions().courtesies]
    return len(said) == 1 and said[0] in load_questions().leads


def _plain(word: str) -> str:
    return word.lower().strip(".,;:!?()[]\"'“”’*")


def _begins_question(words: Sequence[str], plain: Sequence[str], position: int) -> bool:
    """Whether a new question begins at this word of the sentence: after a comma or a joiner, with a starter."""
    if plain[position] in _INDIRECT:
        return _begins_indirect(words, plain, position)
    if _first(plain[position]) not in _starters():
        return False
    before = position
    for joiner in _joiners():
        if tuple(plain[max(0, position - len(joiner)):position]) == joiner:
            before = position - len(joiner)
            break
    joined = before < position or words[position - 1].endswith(",")
    if before < position and _goes_on(plain, position) and not is_question(" ".join(words[:before])):
        return False  # "he is 81 and is getting forgetful"
    if before == 0 or _is_tag(words[position:]):
        return False
    left = plain[:before]
    if joined and before == position and plain[position + 1:] and plain[position + 1] in _SUBJECTS and plain[position] in ("what", "which", "who"):
        return False  # "are they any good, what they lay?"
    if joined:
        # "my doctor, who is nice, …" tells of the doctor and asks nothing
        return before < position or plain[position] not in ("which", "who", "where", "when", "whose")
    return (len(left) >= _LONG_STORY and plain[position] in ("what", "which", "how", "why")
            and _first(left[-1]) not in _holders() and _first(left[0]) not in _starters())


def _goes_on(plain: Sequence[str], position: int) -> bool:
    """Whether the word tells on about the one spoken of, instead of asking: `is getting`, `has been`, `can hardly`."""
    following = plain[position + 1] if position + 1 < len(plain) else ""
    return plain[position] not in (*_WH, "why", "when", "where", "who") and (following in load_questions().going_on or following.endswith("ing"))


def _begins_indirect(words: Sequence[str], plain: Sequence[str], position: int) -> bool:
    """Whether `if` or `whether` begins a further question: after a joiner, behind a question that was led up to (`tell me what … and also if …`)."""
    joiner = next((joiner for joiner in _joiners() if tuple(plain[max(0, position - len(joiner)):position]) == joiner), ())
    left = [word for typed in words[:position - len(joiner)] for word in split_words(typed)]
    asks_first = any(word in _starters() or word in _INDIRECT for word in left)
    return bool(joiner) and joiner[-1] in ("and", "also", "plus", "&") and not _LEADING_WORDS.isdisjoint(left) and asks_first


def _is_tag(words: Sequence[str]) -> bool:
    """Whether words only ask for agreement: `isn't it?`, `does it?`."""
    if len(words) > _LONGEST_TAG:
        return False
    asked = split_words(" ".join(words))
    return asked[-1:] != [] and len([word for word in asked if word != "not"]) == 2 and asked[-1] in _AGREEING


def _first(word: str) -> str:
    """The first word that a contraction stands for: `what's` -> `what`."""
    return (split_words(word) or [""])[0] if "'" in word or "’" in word else word


def _trimmed(piece: str) -> str:
    """Without joiners left at the ends."""
    words = piece.split()
    while len(words) > 1 and _plain(words[-1]) in _TRAILING:
        words = words[:-1]
    for joiner in _joiners():
        length = len(joiner)
        if joiner in _LEAVING_OUT and not words[0].endswith(","):
            continue  # "besides tingling, what does it feel like?"
        if len(words) > length and _plain(words[0]) == joiner[0] and tuple(map(_plain, words[:length])) == joiner:
            words = words[length:]
    return " ".join(words).strip(" ,;")


def _after_cue(piece: str) -> str:
    """The question at the end of a story told in one sentence: what follows `I was wondering`."""
    words = piece.split()
    written_out = [(word, number) for number, typed in enumerate(words) for word in split_words(typed)]
    sentence = [word for word, _ in written_out]
    best = 0
    for cue in _cues_in(sentence):
        length = len(cue)
        for start in range(len(sentence) - length, -1, -1):
            if tuple(sentence[start:start + length]) == cue:
                best = max(best, written_out[start + length - 1][1] + 1)
                break
    return " ".join(words[best:]) if best > _LONG_STORY and len(words) - best >= 3 else piece


def _cues_in(words: Sequence[str]) -> List[Tuple[str, ...]]:
    sentence = f" {' '.join(words)} "
    return [cue for cue, text in _cues() if text in sentence]


@lru_cache(maxsize=1)
def _cues() -> Tuple[Tuple[Tuple[str, ...], str], ...]:
    """The cues as words and as text, the longest first."""
    return tuple((tuple(cue.split()), f" {cue} ") for cue in sorted(load_questions().cues, key=lambda cue: -len(cue.split())))


def is_question(text: str) -> bool:
    """Whether a text is put as a question, by the words that it begins with or those that lead up to one."""
    words = list(without_exclamations(split_words(text)))
    while words and any(tuple(words[:len(joiner)]) == joiner for joiner in _joiners() if joiner not in _LEAVING_OUT):
        words = words[1:]
    if words[:1] == ["besides"] or words[:2] in (["apart", "from"], ["aside", "from"], ["other", "than"]) or words[:1] == ["except"]:
        return any(word in _WH or word in ("why", "where", "who") for word in words[2:])
    begins = bool(words) and (words[0] in _starters() or (words[0] in load_questions().prepositions and words[1:2] and words[1] in _WH))
    return begins or bool(_cues_in(words))


def split_topics(text: str) -> List[str]:
    """`symptoms, causes and treatment` in parts; empty where the message is no list of kinds of things to know."""
    if len(text.split()) > 12:
        return []
    pieces = [piece.strip() for piece in re.split(r",|\band\b|&|\+|/|\bplus\b|\balso\b", text, flags=re.IGNORECASE) if split_words(piece)]
    topics = [next((singular(word) for word in split_words(piece) if singular(word) in load_questions().topics), None) for piece in pieces]
    return pieces if len(pieces) > 1 and None not in topics and len(set(topics)) == len(topics) else []

"""What is put right in the same breath: of `tablets, no, I mean injections` the last counts."""
import re
from typing import List, Optional, Sequence, Tuple

from bot.language.mentions import Mention
from bot.language.reader import Read, Reader
from bot.language.words import split_words
from bot.understanding.cues import Cues, load_cues
from bot.understanding.left_out import DETERMINERS
from bot.understanding.naming import family
from bot.understanding.parts import Part, is_question

_DENIED = 6  # words of what is not asked about
_NOT_ASKED = (r"(?:(?:i\s+am|i['’]?m|i\s+was|we\s+are)\s+not\s+(?:asking|talking|speaking)\s+(?:about|for|of)|"
              r"i\s+(?:did\s+not|didn['’]?t|do\s+not|don['’]?t)\s+(?:ask|mean)(?:\s+about|\s+for)?|not(?:\s+about)?)")
_ASKED = r"(?:(?:i\s+am|i['’]?m|i\s+was|we\s+are)\s+(?:asking|talking|speaking)\s+(?:about|for|of)|i\s+(?:asked|meant|mean)(?:\s+about|\s+for)?)"
_DENIED_FIRST = re.compile(rf"^\W*(?:no\W+)?{_NOT_ASKED}\s+(?P<denied>(?!only|just|sure|yet|bad|at all|really|now|that)[^,.;?!]+?)\s*"
                           rf"(?:[,.;–-]+\s*(?:but\s+)?|\s+but\s+){_ASKED}?\s*(?P<asked>\S.*)$",
                           re.IGNORECASE | re.DOTALL)
_DENIED_LAST = re.compile(rf"^\W*{_ASKED}\s+(?P<asked>[^,.;?!]+?)\s*[,;]\s*(?:and\s+)?not(?:\s+about)?\s+(?P<denied>[^,.;?!]+)\W*$", re.IGNORECASE)


def corrected(read: Read, reader: Reader) -> Read:
    """The sentence as it was meant: with the thing named last in place of the one that it puts right."""
    words = read.words
    for start, end, slip in _corrections(words, load_cues()):
        rest = " ".join(words[end:])
        regretted = " ".join(words[start:end]).endswith(tuple(load_cues().regrets)) and is_question(" ".join(words[:start]))
        if (regretted or not slip) and is_question(rest):
            return reader.read(rest)  # "what are the signs, no wait, what is the treatment"
        before, after = _of_one_kind(read.mentions, words, start, end, slip=slip)
        if not before or {mention.id for mention in before} == {mention.id for mention in after}:
            continue
        if is_question(rest):
            return reader.read(rest)
        meant = words[after[0].start:after[-1].end]
        kept = (*words[:before[0].start], *meant, *words[before[-1].end:start], *words[after[-1].end:])
        return reader.read(" ".join(kept) + ("?" if read.text.rstrip().endswith("?") else ""))
    return read


def still_meant(parts: Sequence[Part]) -> List[Part]:
    """Without a question that is taken back before the next one: `what is MMA, sorry, I meant, what is anemia`."""
    cues, kept = load_cues(), []  # type: Cues, List[Part]
    for number, part in enumerate(parts):
        words = split_words(part.text)
        phrase = next((phrase.split() for phrase in (*cues.taken_back, *cues.regrets) if words[-len(phrase.split()):] == phrase.split()), None)
        if phrase and number + 1 < len(parts):
            if _before(words[:-len(phrase)], len(words) - len(phrase), cues) == 0 and kept and kept[-1].asks:
                kept.pop()  # nothing else was said: the question before it is meant
            continue
        kept.append(part)
    return kept


def without_denied(text: str) -> str:
    """Without what somebody says that they do not ask about, where they say what they do: `not the tests, the food please`."""
    found = _DENIED_FIRST.match(text) or _DENIED_LAST.match(text)
    return found["asked"].strip() if found and len(split_words(found["denied"])) <= _DENIED else text


def _corrections(words: Sequence[str], cues: Cues) -> List[Tuple[int, int, bool]]:
    """(start, end) of each correction, the last one first; and whether it is but a slip, which says so only right before a thing."""
    found: List[Tuple[int, int, bool]] = []
    for end in range(len(words) - 1, 0, -1):
        for phrases, slip in ((cues.taken_back, False), (cues.slips, True)):
            phrase = max((phrase.split() for phrase in phrases if list(words[max(0, end - len(phrase.split())):end]) == phrase.split()), key=len, default=[])
            if phrase:
                found.append((_before(words, end - len(phrase), cues), end, slip))
                break
    return found


def _before(words: Sequence[str], start: int, cues: Cues) -> int:
    """Where the hesitation before a correction begins: `tablets, no no, sorry, I meant`."""
    while start and words[start - 1] in cues.halting:
        start -= 1
    return start


def _of_one_kind(mentions: Sequence[Mention], words: Sequence[str], start: int, end: int, *, slip: bool) -> Tuple[List[Mention], List[Mention]]:
    """The things after a correction, and as many of their kind before it; none where there are none to put right."""
    first: Optional[Mention] = min((mention for mention in mentions if mention.start >= end), key=lambda mention: mention.start, default=None)
    if first is None or (slip and not set(words[end:first.start]) <= DETERMINERS):
        return [], []
    after = [mention for mention in mentions if mention.start >= end and family(mention.kind) == family(first.kind)]
    before = [mention for mention in mentions if mention.end <= start and family(mention.kind) == family(first.kind)]
    return before[-len(after):], after

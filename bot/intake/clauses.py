"""Says of things mentioned in a sentence whether they are told as present, absent or unsure, or not told of the person at all."""
from typing import AbstractSet, Dict, List, Sequence, Tuple, TypeVar

from bot.intake.cues import Cues, load_cues
from bot.intake.lines import Line, Match, hard

Value = TypeVar("Value")
PRESENT, ABSENT, UNSURE, UNTOLD = "present", "absent", "unsure", ""
GOOD, BAD = "good", "bad"
_NOMINATIVES = frozenset(("he", "she"))  # "I have a dog and he needs walking"
_FAR, _NEAR, _JUDGED = 9, 4, 5  # words between a mention and a cue after it


def statuses(line: Line, mentions: Sequence[Match[Value]]) -> List[str]:
    """What is told of each of the mentions (in order, none overlapping). Never raises."""
    return _Scan(line, mentions, load_cues()).run()


class _Scan:
    """Goes through a line once, from left to right, with what holds of the words to come."""

    def __init__(self, line: Line, mentions: Sequence[Match[Value]], cues: Cues) -> None:
        self._line, self._words, self._breaks, self._cues = line, line.words, line.breaks, cues
        self._sets = cues.sets
        self._mentions = mentions
        self._covered = {place for mention in mentions for place in mention.covered}
        self._starts = {mention.start: number for number, mention in enumerate(mentions)}
        self._ends = {mention.end - 1: number for number, mention in enumerate(mentions)}
        self._behind = self._after_cues()
        used = {place for cue, _ in self._behind.values() for place in cue.covered}
        self._forward = {cue.start: cue for cue in cues.forward.find(line, self._covered | used)}
        self._result = [PRESENT] * len(mentions)
        self._polarity, self._cue, self._since = PRESENT, "", 0  # since: mentions since the cue
        self._hush, self._hushed_at = "", 0
        self._all = self._fine = False

    def run(self) -> List[str]:
        inside = 0
        for place in range(len(self._words)):
            if self._breaks[place]:
                self._pass_break(place)
            if place >= inside and place not in self._covered:
                self._pass_word(place)
                cue = self._forward.get(place)
                if cue is not None:
                    self._take(cue)
                    inside = cue.end
            if place in self._ends:
                self._result[self._ends[place]] = UNTOLD if self._hush else self._polarity
                self._since += 1
        for cue, number in self._behind.values():
            self._apply_behind(cue, number)
        return self._result

    def _pass_break(self, place: int) -> None:
        if hard(self._breaks[place]) or place == 0:
            self._polarity, self._hush, self._since, self._all, self._fine = PRESENT, "", 0, False, False
            return
        following = self._words[place]
        if self._hush == "if" or (self._hush in ("ask", "soft") and following in self._sets["subjects"]):
            self._hush = ""
        if self._polarity == PRESENT:
            return
        before = self._words[place - 1]
        if not self._since:
            header = self._breaks[place] == ":"
            if before in self._sets["discourse"] and not header:
                self._polarity = PRESENT
        elif not self._list_goes_on(place):
            self._polarity = PRESENT

    def _list_goes_on(self, place: int) -> bool:
        end = self._line.sentence(place)[1]
        turn = next((at for at in range(place, end) if at in self._forward and self._forward[at].value in ("end", "except", "absent", "unsure")), end)
        joined = any(word in ("or", "nor") for word in self._words[place:turn])
        at = place
        while at < turn and self._words[at] in (self._cues.fillers | {"and", "or", "nor", "any"}) and at not in self._starts:
            at += 1
        if at not in self._starts or at >= turn or self._words[at] in self._sets["own_denial"]:
            return False
        items = sum(place <= start < turn for start in self._starts)
        if joined or self._cue == "nor" or (self._cue == "not" and items == 1):  # "not tingling, numbness" corrects
            return joined
        if self._since == 1 and self._cue == "no" and self._words[place] == "and" and not joined and self._polarity == ABSENT:
            return False  # "no balance problems, and headaches"; in "no cramps, numbness, and headaches" the list goes on
        if self._polarity == UNSURE or (self._cue == "no" and self._words[at] in self._sets["never_after_no"]):
            return False
        last = min(self._line.clause_end(at), turn)
        return not any(self._cues.evidence.at(self._line, near) for near in range(self._mentions[self._starts[at]].end, last))

    def _pass_word(self, place: int) -> None:
        word, before = self._words[place], self._words[place - 1] if place and not self._breaks[place] else ""
        following = self._words[place + 1] if place + 1 < len(self._words) else ""
        self._all = self._all or word in self._sets["all"]
        self._fine = self._fine or word in ("fine", "ok", "okay", "good", "normal", "well")
        opens = not self._hush and (not before or before in self._sets["begins_anew"]) and self._cues.openers.at(self._line, place)
        if opens and not self._cues.telling.at(self._line, place):
            self._hush, self._hushed_at = "ask", place
        bare = word in ("is", "are") and not before and place + 1 in self._starts  # "are cramps common"
        if bare and not self._sets["own"].intersection(self._words[place:self._line.sentence(place)[1]]):
            self._hush, self._hushed_at = "ask", place
        person = word in self._sets["persons"] or word in self._sets["others"]
        if person and self._is_about(place):
            self._hush, self._hushed_at = "other", place
        own = word in self._sets["own"] and following not in self._sets["persons"]
        if own and (self._hush == "other" or (self._hush == "if" and place > self._hushed_at + 2)) and before not in ("if", "like", "unlike"):
            self._hush = ""
        if self._polarity != PRESENT and self._starts_anew(place, word, before, following):
            self._polarity = PRESENT

    def _is_about(self, place: int) -> bool:
        """Whether a person named is the one of whom something is told."""
        words = self._words
        determined = words[place - 1] in ("my", "his", "her", "our", "a", "the", "their", "your") if place else False
        first = place - determined
        before = words[first - 1] if first and not self._breaks[first] else ""
        following = words[place + 1] if place + 1 < len(words) and not self._breaks[place + 1] else ""
        if following in ("who", "that", "whose"):
            return True
        if before in self._sets["prepositions"] and not (before == "and" and words[place] in _NOMINATIVES):
            return False
        return not before or before in self._sets["begins_anew"] or following in self._sets["person_verbs"] or place + 1 in self._starts

    def _starts_anew(self, place: int, word: str, before: str, following: str) -> bool:
        recent = self._words[max(0, place - 2):place]
        if word == "and":
            after = following
            if after == "my" and self._polarity == UNSURE:
                return False
            if after in self._sets["after_prepositions"]:
                return bool(self._since) and self._words[place + 2:place + 3] not in (("not",), ("no",))
            return bool(self._since) and self._cue == "no" and after in self._sets["never_after_no"]
        if word not in self._sets["subjects"]:
            return False
        if not self._since:
            return before in self._sets["refusals"]
        if before == "and" and word == "my" and self._polarity == UNSURE:
            return False
        return not {"or", "nor"}.intersection(recent) and before not in self._sets["keep_subject"]

    def _take(self, cue: Match[str]) -> None:
        kind = cue.value
        if kind in (ABSENT, UNSURE):
            alone = cue.end >= len(self._words) or bool(self._breaks[cue.end])
            if alone and cue.covered == (cue.start,) and self._words[cue.start] in self._sets["discourse"] and self._breaks[cue.end] != ":":
                self._polarity, self._since, self._cue = PRESENT, 0, ""
                return
            self._polarity, self._since, self._cue = kind, 0, self._words[cue.end - 1]
        elif kind == "end":
            self._polarity = PRESENT
            if self._all and not self._fine and self._words[cue.start] == "but" and cue.end == cue.start + 1 and cue.end in self._starts:
                self._polarity, self._since, self._cue = ABSENT, 0, "except"
            following = self._words[cue.end] if cue.end < len(self._words) else ""
            if self._hush == "if" or (self._hush == "ask" and following in self._sets["subjects"]):
                self._hush = ""
        elif kind == "except":
            self._polarity = ABSENT if self._all and not self._fine else PRESENT
            self._since, self._cue = 0, "except"
        elif kind in ("ask", "if"):
            self._hush, self._hushed_at = self._hush or kind, cue.start

    def _after_cues(self) -> Dict[int, Tuple[Match[str], int]]:
        """Cues that stand after what they are about, by their place, with the number of the last mention before them."""
        found: Dict[int, Tuple[Match[str], int]] = {}
        inside = 0
        for cue in filter(None, (self._cues.after.at(self._line, place, self._covered) for place in range(len(self._words)))):
            kind = cue.value
            if cue.start < inside:
                continue
            inside = cue.end if kind == "neutral" else inside
            number = max((n for n, mention in enumerate(self._mentions) if mention.end <= cue.start), default=-1)
            if kind == "neutral" or number < 0:
                continue
            mention = self._mentions[number]
            between = self._words[mention.end:cue.start]
            if kind == ABSENT and any(other.value == mention.value for other in self._mentions[number + 1:]):
                continue  # "headaches and cramps, no, not cramps"
            marks = [self._breaks[at] for at in range(mention.end, cue.start + 1) if self._breaks[at]]
            if any(mark == "." for mark in marks) or len(marks) > 2:
                continue
            if kind == "far_absent":
                if len(between) <= _FAR and "my" not in between and "and" not in between and not self._leads_to_mention(cue.end):
                    found[cue.start] = (cue, number)
                    inside = cue.end
                continue
            final = cue.end >= len(self._words) or bool(self._breaks[cue.end]) or self._words[cue.end] in self._sets["links"]
            if self._words[cue.start] in ("i", "am") and final:  # "headaches; now I am just tired"
                final = cue.end >= len(self._words) or bool(self._breaks[cue.end]) or self._words[cue.end] in ("and", "but")
            final = final or marks[-1:] in ([":"], ["?"]) or self._alternates(cue.start)
            small = all(word in self._sets["between"] or word in self._cues.fillers for word in between)
            near = small and len(between) <= _NEAR and not ("but" in between and len(cue.covered) == 1)
            if final and (near or (kind == "far_unsure" and len(between) <= _FAR)):
                found[cue.start] = (cue, number)
                inside = cue.end
        return found

    def _leads_to_mention(self, place: int) -> bool:
        while place < len(self._words) and not self._breaks[place] and self._words[place] in self._cues.fillers and place not in self._starts:
            place += 1
        return place in self._starts and not self._breaks[place]

    def _alternates(self, place: int) -> bool:
        """Whether the sentence goes like "tingling yes numbness no": begins with a mention and ends with a yes or no."""
        start, end = self._line.sentence(place)
        return start in self._starts and self._words[end - 1] in ("yes", "no", "nope", "yep", "yeah", "none")

    def _apply_behind(self, cue: Match[str], number: int) -> None:
        kind = cue.value.rpartition("_")[2]
        asked = "?" in self._breaks[self._mentions[number].end:cue.start + 1]
        untold = self._result[number] == UNTOLD
        for place in self._group(number):
            if untold and not asked and not cue.value.startswith("own_"):
                continue
            if self._result[place] == ABSENT and kind == UNSURE:
                continue
            if self._result[place] == UNSURE and place != number and self._breaks[self._mentions[place].end]:
                continue  # "not sure about my balance, and the headaches have gone"
            self._result[place] = kind

    def _group(self, number: int) -> List[int]:
        """The mention and those that are joined to it: "tingling and cramps: no"."""
        group, joined = [number], False
        while group[-1] > 0:
            one, other = self._mentions[group[-1] - 1], self._mentions[group[-1]]
            between = self._words[one.end:other.start]
            marked = any(self._breaks[at] for at in range(one.end, other.start + 1))
            linked = any(word in ("and", "or", "nor") for word in between)
            joined = joined or linked
            plain = all(word in ("and", "or", "nor") or word in self._cues.fillers for word in between)
            if not plain or not (linked and not marked or marked and joined and not any(hard(self._breaks[at]) for at in range(one.end, other.start + 1))):
                break
            group.append(group[-1] - 1)
        return group


def judged(line: Line, mention: Match[Value], others: AbstractSet[int]) -> Tuple[str, str]:
    """Whether words near say that a function like memory is GOOD or BAD, and whether they stand "before" or "after" it.

    `others` are places of other mentions that are no functions; nothing beyond them is looked at. ("", "") where nothing says so.
    """
    cues = load_cues()
    start, end = mention.start, mention.end
    first = start
    while first > max(0, start - _JUDGED) and not line.breaks[first] and first - 1 not in others and line.words[first - 1] not in ("but", "because"):
        first -= 1
    place, verdict = first, ""
    while place < start:
        match = cues.judging.at(line, place, others)
        if match is not None and match.end <= start and match.value in ("bad_before", "good_before", BAD):
            verdict = GOOD if match.value == "good_before" else BAD
        place = match.end if match is not None else place + 1
    if verdict:
        return verdict, "before"
    place, denied = end, False
    while place < min(len(line.words), end + _JUDGED + 1) and place not in others:
        mark = line.breaks[place]
        if (mark in (",", ":") and place != end) or hard(mark):
            break
        match = cues.judging.at(line, place, others)
        if match is not None and match.value in (GOOD, BAD, "bad_after"):
            good = match.value == GOOD
            return (GOOD if good != denied else BAD), "after"
        denied = denied or line.words[place] in ("not", "no", "never", "nor", "without")
        if line.words[place] in ("but", "because"):
            break
        place = match.end if match is not None else place + 1
    return "", ""

"""How people point at what was said before, from data/language/context.yml."""
from typing import Dict, FrozenSet, List, Tuple

from pydantic import conlist

from bot.article import load_article
from bot.article.files import Strict, once
from bot.language.words import split_words

NEXT, BEFORE = (0, 1), (0, -1)  # the one behind the one spoken of last, and the one before it, in place of (position, count)


class Cues(Strict):
    """Phrases in the words of bot.language.words; `ordinals` give (position from 1, or from -1 at the end; how many)."""

    leads: List[str]
    corrections: List[str]
    taken_back: List[str]
    slips: List[str]
    regrets: List[str]
    halting: List[str]
    hesitations: List[str]
    fillers: List[str]
    pronouns: List[str]
    pointers: List[str]
    owners: FrozenSet[str]
    ordinals: Dict[str, conlist(int, min_items=2, max_items=2)]  # type: ignore[valid-type]
    ordered: List[str]
    rest: List[str]
    following: List[str]
    preceding: List[str]
    comparing: List[str]
    whys: List[str]

    def without_lead(self, words: Tuple[str, ...]) -> Tuple[Tuple[str, ...], bool]:
        """The words without openings such as `what about` or `no, I meant`, and whether there was one."""
        words = self._without_hesitation(words)
        found = False
        phrases = sorted((*self.corrections, *self.leads), key=lambda phrase: -len(phrase.split()))
        for phrase in phrases:
            length = len(phrase.split())
            if " ".join(words[:length]) == phrase and len(words) > length:
                words, found = words[length:], True
        return words, found

    def _without_hesitation(self, words: Tuple[str, ...]) -> Tuple[str, ...]:
        """`No no, sorry, I meant …` without what comes before the correction."""
        for start in range(len(words)):
            rest = " ".join(words[start:])
            if start and any(rest.startswith(f"{phrase} ") for phrase in self.corrections):
                return words[start:]
            if words[start] not in self.hesitations:
                break
        return words

    def ordinal(self, words: Tuple[str, ...]) -> "Tuple[int, int] | None":
        """(position, count) of `the second one`, `the last two`; NEXT and BEFORE for `the one after that`; None where none is meant."""
        sentence = f" {' '.join(words)} "
        for phrases, meant in ((self.following, NEXT), (self.preceding, BEFORE)):
            if any(sentence.strip().removeprefix("the ") == phrase.removeprefix("the ") for phrase in phrases):
                return meant
        for phrase in sorted(self.ordinals, key=lambda phrase: -len(phrase.split())):
            # "the second", "second one", "number two"; not "what comes first"
            if sentence.strip() == phrase or any(f" {said} " in sentence for said in (f"the {phrase}", *(f"{phrase} {noun}" for noun in self.ordered))):
                position, count = self.ordinals[phrase]
                return position, count
        return None


class OutsideFile(Strict):
    """Words that ask for what the article never gives: those that may, and those that always do."""

    words: List[str]
    always: List[str]


load_outside = once(OutsideFile, "language", "outside.yml")


class PolarityFile(Strict):
    """Words that turn a yes/no question round or narrow it, and those that leave out what is named after them.

    After `others` and, of foods and treatments, after `disliked` it is asked what else there is.
    """

    turning: List[str]
    excluding: List[str]
    others: List[str]
    disliked: List[str]


load_polarity = once(PolarityFile, "language", "polarity.yml")


class AskingFile(Strict):
    """Words that tell what exactly a question wants, beside its topic; `<nutrient>` in them is what the article speaks of."""

    eaters: List[str]
    mistaken: List[str]
    combined: List[str]
    main: List[str]
    linking: List[str]
    lacking: List[str]
    comparing: List[str]
    suiting: List[str]
    not_from_diet: List[str]
    forms: List[str]
    signs: List[str]
    listing: List[str]
    holding: List[str]
    borderline: List[str]


load_asking = once(AskingFile, "language", "asking.yml", filling=lambda: {"<nutrient>": load_article().about.nutrient})


load_cues = once(Cues, "language", "context.yml")


def asks_on(text: str) -> bool:
    """Whether one more thing is asked about and nobody's own is told: `and forgetting names`, `memory?`."""
    words = tuple(split_words(text))
    return load_cues().owners.isdisjoint(words) and (text.rstrip().endswith("?") or load_cues().without_lead(words)[1])

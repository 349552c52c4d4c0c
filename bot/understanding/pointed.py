"""What a sentence says by pointing at what was said before: `and tablets?`, `the second one`, `why?`, `compare them`."""
from dataclasses import dataclass, replace
from typing import Callable, List, Optional

from bot.answers.reading import Decline, Question, Reading
from bot.article import Article
from bot.language.reader import Read
from bot.language.words import singular
from bot.understanding.carried import about_items, why
from bot.understanding.context import KINDS, Context, Pointing, pick, whole
from bot.understanding.cues import BEFORE, NEXT, load_cues
from bot.understanding.labels import named_in
from bot.understanding.resolve import resolve


@dataclass(frozen=True)
class Pointed:
    """One sentence that may point back, and what it may point at. `resolved` reads it as if it stood by itself."""

    read: Read
    how: Pointing
    context: Context
    article: Article
    resolved: Callable[[], Reading]

    def reading(self, *, affirms: bool) -> Optional[Reading]:
        """What it says so; None where it stands by itself. `affirms`: it says yes."""
        previous, options = self.context.question, self.context.options
        if options and (self.how.ordinal or affirms):
            return next(iter(pick(options, self.how.ordinal or (1, 1))), None)
        if self.how.bare and (self.how.led or len(self.how.core) <= 4) and not self._asks_for_foods():
            return self._bare()
        if previous is None:
            return None
        if self.how.why:
            return why(previous, self.article) or Decline("not_in_article")
        if self.how.comparing:
            return compared(self.context, self.article)
        if self.how.ordinal:
            items = self._ordered()
            if items:
                return self._of_items(items, previous)
        return None

    def _ordered(self) -> List[str]:
        """The items that `the second one` means; `the others` are those that were not spoken of last."""
        listed, previous = self.context.listed(self.article), self.context.question
        topic = next((singular(word) for word in self.how.core if singular(word) in KINDS), "")
        if topic and previous and topic != previous.topic:
            return pick(whole(topic, self.article), self.how.ordinal or (1, 1))  # after a sign: "which test is the first?"
        if previous and previous.items and not set(load_cues().rest).isdisjoint(self.how.core):
            every = whole("treatment" if previous.topic == "comparison" else previous.topic, self.article)
            left = [[item for item in among if item not in previous.items] for among in (listed, every) if set(previous.items) <= set(among)]
            count = (self.how.ordinal or (1, 1))[1]
            return next((items for items in left if items and len(items) >= min(count, 2)), [])
        if self.how.ordinal == NEXT or self.how.ordinal == BEFORE:
            last = [item for item in listed if previous and item in previous.items]
            place = listed.index(last[-1]) + (1 if self.how.ordinal == NEXT else -1) if last else -1
            return listed[place:place + 1] if place >= 0 else []
        return pick(listed, self.how.ordinal or (1, 1))

    def _bare(self) -> Optional[Reading]:
        """`Clams?`, `and tablets?`: the previous question about other things, or what the thing is."""
        previous = self.context.question
        condition = next((m.id for m in self.read.mentions if m.listed and m.kind == "condition"), "")
        if condition and len(self.read.mentions) == 1 and previous and previous.topic in ("treatment", "comparison"):
            return Question("treatment", condition, conditions=(condition,), aspect="suitability")  # "which are for mild cases", "and severe ones?"
        own = resolve("ask_about", self.read.mentions, self.read.text, self.read.words, self.article)
        if not isinstance(own, Question) or previous is None:
            return own
        carried = list(dict.fromkeys(m.id for m in self.read.mentions if m.listed and m.kind in KINDS.get(previous.topic, ())))
        if carried:
            return about_items(previous, carried, self.article)
        if own.conditions or own.terms:
            return own
        return about_items(previous, own.items, self.article) if own.items else None

    def _asks_for_foods(self) -> bool:
        """`B12 foods`: eating as such is a treatment only beside other treatments."""
        previous = self.context.question
        return named_in(self.read) == self.article.by_way("food") and not (previous and previous.topic in ("treatment", "comparison"))

    def _of_items(self, items: List[str], previous: Question) -> Reading:
        """`The second one`, alone or in a question of its own."""
        if "why" in self.how.core:
            return why(about_items(replace(previous, facet="item"), items, self.article), self.article) or Decline("not_in_article")
        reading = self.resolved() if len(self.how.core) > 5 or "than" in self.how.core else None
        if isinstance(reading, Question) and reading.aspect and "than" in self.how.core and previous.items:
            items = list(dict.fromkeys([*previous.items, *items]))  # "is it faster than the second?"
        if isinstance(reading, Question) and reading.aspect and all(item in self.article.treatments for item in items):
            return about_items(reading, items, self.article)
        return about_items(replace(previous, facet="item"), items, self.article)


def compared(context: Context, article: Article) -> Question:
    """The treatments spoken of lately, side by side; all where there was but one."""
    items = list(dict.fromkeys(
        item for question in context.questions[:3] for item in reversed(question.items)
        if item in article.treatments and article.treatments[item].aspects))
    return Question("comparison", "all", tuple(reversed(items)) if len(items) > 1 else
                    tuple(id_ for id_, treatment in article.treatments.items() if treatment.aspects))


def compared_as(reading: Question, read: Read, how: Pointing, context: Context, article: Article, *, against: bool) -> Question:
    """A comparison in which one side, or both, are what was spoken of: `are they faster than tablets?`, `which one is faster?`.

    `against`: the words set something against something else.
    """
    before = [item for item in context.question.items if item in article.treatments] if context.question else []
    own = [item for item in named_in(read) if item in article.treatments]
    if len(own) > 1:
        return reading
    if own and before and how.pronoun:
        return about_items(replace(reading, items=()), list(dict.fromkeys([*before, *own])), article)
    if not own and len(before) == 1 and reading.aspect and not against:
        return about_items(replace(reading, topic="treatment"), before, article)
    return reading if own else replace(compared(context, article), facet=reading.facet, aspect=reading.aspect)

"""The article: all facts, by kind and id."""
from dataclasses import dataclass
from typing import Iterator, List, Mapping, Optional, Tuple, Union

from bot.article import schema

KINDS = ("mechanism", "symptom", "test", "food", "food_group", "treatment", "term", "condition")

Item = Union[schema.Entry, schema.Food, schema.FoodGroup]


@dataclass(frozen=True)
class Name:
    """One way to call one thing: `text` in lower case, `kind` out of KINDS, the thing's `id`."""

    text: str
    kind: str
    id: str


@dataclass(frozen=True)
class Article:
    """All facts. Each mapping goes from id to entry, in the order of the file."""

    about: schema.About
    sections: Mapping[str, schema.Section]
    topics: Mapping[str, schema.Topic]
    mechanisms: Mapping[str, schema.Mechanism]
    symptoms: Mapping[str, schema.Symptom]
    tests: Mapping[str, schema.Test]
    food_groups: Mapping[str, schema.FoodGroup]
    foods: Mapping[str, schema.Food]
    treatments: Mapping[str, schema.Treatment]
    aspects: Mapping[str, schema.Aspect]
    terms: Mapping[str, schema.Term]
    conditions: Mapping[str, schema.Condition]
    notices: Tuple[schema.Notice, ...]

    def of_kind(self, kind: str) -> Mapping[str, Item]:
        """The entries of one of KINDS."""
        by_kind = {
            "mechanism": self.mechanisms, "symptom": self.symptoms, "test": self.tests, "food": self.foods,
            "food_group": self.food_groups, "treatment": self.treatments, "term": self.terms, "condition": self.conditions,
        }
        return by_kind[kind]  # type: ignore[return-value]

    def foods_in(self, group: str) -> List[schema.Food]:
        return [food for food in self.foods.values() if food.group == group]

    def by_way(self, *ways: str) -> List[str]:
        """The ids of the treatments that reach the body in one of these ways."""
        return [id_ for id_, treatment in self.treatments.items() if treatment.way in ways]

    def speaks_of(self, topic: str, facet: str) -> Tuple[str, ...]:
        """The ids of the items that the facet itself is about, whichever were named; empty for most facets."""
        found = self.topics[topic].facets.get(facet)
        return tuple(found.items) if found else ()

    def first_tests(self) -> Tuple[str, ...]:
        """The ids of the tests that are done before the others."""
        return tuple(id_ for id_, test in self.tests.items() if test.first)

    def further(self) -> Tuple[str, ...]:
        """The signs that the article names beside those of its mechanisms."""
        further = {id_ for id_, section in self.sections.items() if section.further_signs}
        return tuple(id_ for id_, one in self.symptoms.items() if any(section in further for section in one.sections))

    def names(self) -> Iterator[Name]:
        """Every way to call every item: its id in words, its label, its other names."""
        for kind in KINDS:
            for id_, entry in self.of_kind(kind).items():
                said = [id_.replace("_", " "), *entry.other_names, getattr(entry, "label", id_)]
                for text in dict.fromkeys(word.lower() for word in said):
                    yield Name(text, kind, id_)

    def notice_after(self, topic: str, facet: str) -> Optional[schema.Notice]:
        return next((n for n in self.notices if {topic, f"{topic}/{facet}"} & set(n.after)), None)

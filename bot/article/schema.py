"""The shape of the files in data/article, one model per file. Unknown keys are refused."""
from typing import Dict, List, Optional

from pydantic import Field, constr

from bot.article.files import Strict

Text = constr(min_length=1, strip_whitespace=True)
Id = constr(regex=r"^[a-z][a-z0-9_-]*$")


class Lead(Strict):
    """How a yes/no answer begins when one of the words is in the question."""

    when: List[Text]  # type: ignore[valid-type]
    say: Text  # type: ignore[valid-type]


class Statement(Strict):
    """One thing said: in full, and short for speech. Sections may be left out where the entry names them."""

    full: str = Field(min_length=1)
    short: str = Field(min_length=1)
    sections: List[Id] = Field(default_factory=list)  # type: ignore[valid-type]
    yes: Optional[str] = None
    leads: List[Lead] = Field(default_factory=list)


class Facet(Statement):
    """What is said of a topic as a whole under one facet. `next` are what to ask next, `why` what a bare "why?" asks after it."""

    ask: Text  # type: ignore[valid-type]
    sections: List[Id] = Field(min_items=1)  # type: ignore[valid-type]
    items: List[Id] = Field(default_factory=list)  # type: ignore[valid-type]
    aspect: Optional[str] = None
    next: List[str] = Field(default_factory=list)
    why: Optional[str] = None


class Topic(Strict):
    id: Id  # type: ignore[valid-type]
    label: Text  # type: ignore[valid-type]
    facets: Dict[str, Facet]


class Entry(Statement):
    """What all items have: the contract's id, a label, the other words people use, a wording in full and in short, its sections."""

    id: Id  # type: ignore[valid-type]
    label: Text  # type: ignore[valid-type]
    other_names: List[Text] = Field(default_factory=list)  # type: ignore[valid-type]
    sections: List[Id] = Field(min_items=1)  # type: ignore[valid-type]
    facets: Dict[str, Statement] = Field(default_factory=dict)


class Mechanism(Entry):
    steps: List[Text] = Field(min_items=2)  # type: ignore[valid-type]


class Symptom(Entry):
    mechanisms: List[Id]  # type: ignore[valid-type]
    why: Optional[Statement] = None


class Test(Entry):
    pass


class Cell(Statement):
    """One cell of the comparison: `cell` for the table, the statement for a sentence."""

    cell: Text  # type: ignore[valid-type]


class Treatment(Entry):
    column: Text  # type: ignore[valid-type]
    aspects: Dict[str, Cell]


class Term(Entry):
    topic: Id  # type: ignore[valid-type]
    items: List[Id]  # type: ignore[valid-type]
    aspect: Optional[str] = None


class FoodGroup(Strict):
    id: Id  # type: ignore[valid-type]
    label: Text  # type: ignore[valid-type]
    origin: constr(regex="^(meat|fish|animal|plant)$")  # type: ignore[valid-type]
    other_names: List[Text] = Field(default_factory=list)  # type: ignore[valid-type]


class Food(Strict):
    id: Id  # type: ignore[valid-type]
    label: Text  # type: ignore[valid-type]
    group: Id  # type: ignore[valid-type]
    other_names: List[Text] = Field(default_factory=list)  # type: ignore[valid-type]


class Aspect(Strict):
    id: Id  # type: ignore[valid-type]
    label: Text  # type: ignore[valid-type]
    ask: Text  # type: ignore[valid-type]


class Section(Strict):
    id: Id  # type: ignore[valid-type]
    title: Text  # type: ignore[valid-type]


class About(Strict):
    """What the article is and what it is about, for the sentences that name it."""

    title: Text  # type: ignore[valid-type]
    subject: Text  # type: ignore[valid-type]


class Condition(Strict):
    """A circumstance that decides which treatment suits: the words for it, and the facet of `treatment` that answers."""

    id: Id  # type: ignore[valid-type]
    other_names: List[Text] = Field(min_items=1)  # type: ignore[valid-type]


class Notice(Strict):
    """The line that sends a person to a provider, and after which answers it stands (`topic` or `topic/facet`)."""

    text: Text  # type: ignore[valid-type]
    section: Id  # type: ignore[valid-type]
    after: List[Text]  # type: ignore[valid-type]


class SectionsFile(Strict):
    article: About
    entries: List[Section]


class TopicsFile(Strict):
    entries: List[Topic]


class MechanismsFile(Strict):
    entries: List[Mechanism]


class SymptomsFile(Strict):
    entries: List[Symptom]


class TestsFile(Strict):
    entries: List[Test]


class FoodsFile(Strict):
    groups: List[FoodGroup]
    foods: List[Food]


class TreatmentsFile(Strict):
    aspects: List[Aspect]
    entries: List[Treatment]


class TermsFile(Strict):
    entries: List[Term]


class NoticesFile(Strict):
    conditions: List[Condition]
    notices: List[Notice]

"""The shape of the files in data/article, one model per file. Unknown keys are refused."""
import re
from typing import Dict, List, Optional

from pydantic import Field, constr, validator

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
    """What is said of a topic as a whole under one facet.

    `next` are what to ask next, `why` what a bare "why?" asks after it, `otherwise` the facet that is meant where this one cannot be.
    """

    ask: Text  # type: ignore[valid-type]
    sections: List[Id] = Field(min_items=1)  # type: ignore[valid-type]
    items: List[Id] = Field(default_factory=list)  # type: ignore[valid-type]
    aspect: Optional[str] = None
    next: List[str] = Field(default_factory=list)
    why: Optional[str] = None
    otherwise: Optional[str] = None


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
    """`yields_to` as for a term."""

    yields_to: List[constr(regex="^(subject|others)$")] = Field(default_factory=list)  # type: ignore[valid-type]
    steps: List[Text] = Field(min_items=2)  # type: ignore[valid-type]


class Symptom(Entry):
    """`main`: the complaint that the whole article is about, so that other signs named beside it are what is meant; `late`: seen in severe cases."""

    mechanisms: List[Id]  # type: ignore[valid-type]
    why: Optional[Statement] = None
    main: bool = False
    late: bool = False


class Test(Entry):
    """`first`: done before the others, and meant by "the test"; `examination`: looked at and not measured;
    `measures` is a mechanism; `brief` is its label among results."""

    brief: Optional[str] = None
    first: bool = False
    examination: bool = False
    measures: Optional[Id] = None  # type: ignore[valid-type]


class Cell(Statement):
    """One cell of the comparison: `cell` for the table, the statement for a sentence."""

    cell: Text  # type: ignore[valid-type]


class Treatment(Entry):
    """`way` tells in which way it reaches the body, one of WAYS; only `movement` treats no cause."""

    way: constr(regex="^(food|mouth|needle|movement|other)$")  # type: ignore[valid-type]
    column: Text  # type: ignore[valid-type]
    aspects: Dict[str, Cell]


class Term(Entry):
    """A word of the article that is no item.

    `names_subject`: it stands for the subject as a whole, the nutrient or the lack of it. `yields_to`: it is not what is meant beside
    `others` that are named, or beside the `subject`. `role`: `form` and `way` stand for the treatments they come in, `uptake` matters to taking
    it up, a `cause` is one by itself. `circumstance`: the condition of notices.yml that it brings about.
    """

    names_subject: Optional[constr(regex="^(nutrient|lack)$")] = None  # type: ignore[valid-type]
    yields_to: List[constr(regex="^(subject|others)$")] = Field(default_factory=list)  # type: ignore[valid-type]
    role: Optional[constr(regex="^(form|way|uptake|cause)$")] = None  # type: ignore[valid-type]
    circumstance: Optional[Id] = None  # type: ignore[valid-type]
    topic: Id  # type: ignore[valid-type]
    items: List[Id]  # type: ignore[valid-type]
    aspect: Optional[str] = None


class FoodGroup(Strict):
    """`origin` tells who eats it, `fortified` that what the article speaks of is added to it; `avoided_by` are words for people who leave it out."""

    id: Id  # type: ignore[valid-type]
    label: Text  # type: ignore[valid-type]
    origin: constr(regex="^(meat|fish|dairy|eggs|plant)$")  # type: ignore[valid-type]
    other_names: List[Text] = Field(default_factory=list)  # type: ignore[valid-type]
    fortified: bool = False
    avoided_by: List[Text] = Field(default_factory=list)  # type: ignore[valid-type]


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
    """`table`: the comparison of the treatments stands there; `further_signs`: the signs that no mechanism explains."""

    table: bool = False
    further_signs: bool = False
    id: Id  # type: ignore[valid-type]
    title: Text  # type: ignore[valid-type]


class About(Strict):
    """What the article is and what it is about, for the sentences that name it.

    `assistant` is what the assistant is called, `invocation` by which words a smart speaker is told to open it. `nutrient` is what is lacking in
    one word as it is read, `written` a pattern of the ways in which people write that word, in several pieces too. `own_words` tell of the
    subject wherever they stand.
    """

    title: Text  # type: ignore[valid-type]
    subject: Text  # type: ignore[valid-type]
    about: Text  # type: ignore[valid-type]
    how: Text  # type: ignore[valid-type]
    lack: Text  # type: ignore[valid-type]
    brief: Text  # type: ignore[valid-type]
    name: Text  # type: ignore[valid-type]
    assistant: Text  # type: ignore[valid-type]
    invocation: constr(regex=r"^[a-z.']+( [a-z.']+)+$")  # type: ignore[valid-type]
    examples: Text  # type: ignore[valid-type]
    nutrient: constr(regex=r"^[a-z0-9]+$")  # type: ignore[valid-type]
    written: Optional[Text] = None  # type: ignore[valid-type]
    spoken: Dict[str, str] = Field(default_factory=dict)
    own_words: List[Text] = Field(min_items=1)  # type: ignore[valid-type]

    def filling(self) -> Dict[str, str]:
        """What stands in sentences of ours for the words in braces: `{lack}` is `low B12`."""
        names = ("title", "subject", "about", "how", "lack", "name", "brief", "assistant", "examples")
        return {f"{{{name}}}": str(getattr(self, name)) for name in names}

    @validator("written")
    def _is_pattern(cls, value: Optional[str]) -> Optional[str]:
        """Raises ValueError for what is no regular expression."""
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"is no pattern: {error}") from error
        return value


class Condition(Strict):
    """A circumstance that decides which treatment suits: the words for it, and the facet of `treatment` that answers."""

    id: Id  # type: ignore[valid-type]
    other_names: List[Text] = Field(min_items=1)  # type: ignore[valid-type]


class Notice(Strict):
    """A line that sends a person to a provider, and after which answers it stands (`topic` or `topic/facet`).

    Of several that are said once, a turn holds the last only.
    """

    text: Text  # type: ignore[valid-type]
    section: Id  # type: ignore[valid-type]
    after: List[Text]  # type: ignore[valid-type]
    once: bool = True


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

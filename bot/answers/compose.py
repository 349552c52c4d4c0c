"""Answers: from a question to what is said, by topic. All wording comes from the article's data."""
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from bot.answers.answer import Block, Bullets, Notice, Paragraph, Said, Table
from bot.answers.choices import choices
from bot.answers.reading import Question
from bot.answers.wording import capital, contains, listed, quoted, unique
from bot.article import Article
from bot.article.schema import Cell, Entry, FoodGroup, Statement


class Draft:
    """An answer in the making."""

    def __init__(self, article: Article, question: Question) -> None:
        self.article, self.question = article, question
        self.blocks: List[Block] = []
        self.short: List[str] = []
        self.sources: List[str] = []
        self.items: Tuple[str, ...] = question.items
        self.aspect: Optional[str] = question.aspect
        self.next: List[str] = []

    def facet(self, name: str, topic: Optional[str] = None, **values: str) -> None:
        """Say what the article's data hold for a facet of the topic."""
        facet = self.article.topics[topic or self.question.topic].facets[name]
        self.say(facet, **values)
        self.items = self.items or tuple(facet.items)
        self.aspect = self.aspect or facet.aspect
        self.next.extend(facet.next)

    def say(self, statement: Statement, sections: Sequence[str] = (), **values: str) -> None:
        """Add a statement; the first one of a yes/no question begins with yes or no."""
        lead = "" if self.blocks else self.lead(statement)
        full = statement.full.format(**values) if values else statement.full
        short = statement.short.format(**values) if values else statement.short
        self.blocks.append(Paragraph(f"{lead} {capital(full)}".strip()))
        self.short.append(f"{lead} {capital(short)}".strip())
        self.sources.extend(statement.sections or sections)

    def lead(self, statement: Statement) -> str:
        """`Yes.`, `No.` or nothing, by the words of the question."""
        if not self.question.yes_no:
            return ""
        for lead in statement.leads:
            if contains(self.question.words, lead.when):
                return lead.say
        return statement.yes or ""

    def bullets(self, items: Sequence[Tuple[str, str]], *, ordered: bool = False) -> None:
        if items:
            self.blocks.append(Bullets(tuple(items), ordered))


def compose(question: Question, article: Article) -> Said:
    """The answer to a question of the article. Raises KeyError for a question that no data answer."""
    draft = Draft(article, question)
    if question.unlisted:
        draft.blocks.append(Paragraph(f"The article does not name {listed(quoted(question.unlisted), 'or')}."))
    if question.terms and question.facet in ("about", "summary"):
        for id_ in question.terms:
            draft.say(article.terms[id_])
        draft.next.extend(article.topics[question.topic].facets[next(iter(article.topics[question.topic].facets))].next)
    else:
        _BY_TOPIC.get(question.topic, _plain)(draft)
    notice = article.notice_after(question.topic, question.facet)
    if notice:
        draft.blocks.append(Notice(notice.text))
        draft.short.append(notice.text)
        draft.sources.append(notice.section)
    sources = unique(draft.sources)
    custom = {"type": "answer", "topic": question.topic, "items": unique(draft.items),
              "aspect": draft.aspect if question.topic in ("treatment", "comparison") else None, "sources": sources}
    return Said(tuple(draft.blocks), custom, " ".join(draft.short), choices(draft.next, article, asked=question), tuple(sources))


def _plain(draft: Draft) -> None:
    facets = draft.article.topics[draft.question.topic].facets
    draft.facet(draft.question.facet if draft.question.facet in facets else next(iter(facets)))


def _without(draft: Draft, rows: Sequence[Tuple[str, str]], **values: str) -> None:
    """What remains without the things that the person leaves out."""
    article = draft.article
    labels = {id_: str(entry.label) for kind in ("food_group", "food", "symptom", "test", "treatment") for id_, entry in article.of_kind(kind).items()}
    excluded = listed([labels[id_] for id_ in draft.question.excluded], "and")
    draft.facet("without", excluded=excluded, rest=listed([labels[id_] for id_ in draft.question.items]), **values)
    draft.bullets(rows)
    sections = [id_ for kind in ("symptom", "test", "treatment") for item in draft.items for id_ in _sections(article, kind, item)]
    draft.sources = list(sections) or draft.sources


def _sections(article: Article, kind: str, item: str) -> Sequence[str]:
    entry = article.of_kind(kind).get(item)
    return entry.sections if isinstance(entry, Entry) else ()


def _food(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if question.facet == "without":
        _without(draft, [_group_line(article, article.food_groups[id_], question.excluded) for id_ in question.items])
        return
    if question.facet == "list":
        draft.facet("list")
        draft.items = tuple(article.food_groups)
        draft.bullets([_group_line(article, group) for group in article.food_groups.values()])
        return
    if question.facet != "item":
        _plain(draft)
        return
    groups = [article.food_groups[i] for i in question.items if i in article.food_groups and i not in article.foods]
    foods = [article.foods[i] for i in question.items if i in article.foods]
    fortified = [f for f in foods if article.food_groups[f.group].fortified]
    natural = [f for f in foods if f not in fortified]
    if natural:
        group = article.food_groups[natural[0].group].label
        alone = len(natural) == 1 and str(group) != str(natural[0].label)
        draft.facet("item" if alone else "items", foods=listed([f.label for f in natural]), group=group)
    if fortified:
        draft.facet("fortified_item", foods=listed([f.label for f in fortified]))
    for group in groups:
        if group.fortified:
            draft.facet("fortified")
        else:
            draft.facet("group", group=group.label, foods=listed([f.label for f in article.foods_in(group.id)]))


def _group_line(article: Article, group: FoodGroup, excluded: Sequence[str] = ()) -> Tuple[str, str]:
    foods = [food.label for food in article.foods_in(group.id) if food.id not in excluded]
    return ("", capital(group.label)) if foods == [group.label] else (capital(group.label), listed(foods))


def _symptom(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if question.facet == "without":
        _without(draft, [("", capital(article.symptoms[id_].label)) for id_ in question.items])
    elif question.facet == "list":
        draft.facet("list")
        _symptom_groups(draft)
    elif question.facet == "other":
        draft.facet("other")
        draft.bullets([("", capital(label)) for label in _labels(article, article.further())])
    elif question.facet == "by_mechanism":
        for id_ in question.items:
            mechanism = article.mechanisms[id_]
            draft.say(mechanism.facets["symptoms"], mechanism.sections)
        draft.items = ()  # the question names a mechanism, the answer is about symptoms
        draft.next.extend(article.topics["symptom"].facets["list"].next)
    elif question.facet == "why":
        for id_ in question.items:
            symptom = article.symptoms[id_]
            if symptom.why:
                draft.say(symptom.why, symptom.sections, symptom=symptom.label)
            else:
                draft.say(symptom, symptom.sections)
                draft.facet("unexplained", symptom=symptom.label)
        draft.next.extend(article.topics["symptom"].facets["why"].next)
    elif question.facet == "item":
        _symptom_items(draft)
    else:
        _plain(draft)


def _symptom_items(draft: Draft) -> None:
    article = draft.article
    symptoms = [article.symptoms[id_] for id_ in draft.question.items]
    lead = "Yes. " if draft.question.yes_no else ""
    if len(symptoms) == 1:
        draft.blocks.append(Paragraph(lead + symptoms[0].full))
    else:
        draft.blocks.append(Paragraph(f"{lead}The article names {listed([s.label for s in symptoms])} among the signs of {article.about.lack}:"))
        draft.bullets([(capital(s.label), s.full) for s in symptoms])
    draft.short.extend([lead.strip(), *(s.short for s in symptoms)])
    draft.short = [part for part in draft.short if part]
    for symptom in symptoms:
        draft.sources.extend(symptom.sections)
        if symptom.why:
            draft.next.append(f"symptom/why@{symptom.id}")
    draft.next.extend(article.topics["symptom"].facets["list"].next)


def _labels(article: Article, symptoms: Sequence[str]) -> List[str]:
    return [str(article.symptoms[id_].label) for id_ in symptoms]


def _symptom_groups(draft: Draft) -> None:
    article = draft.article
    rows = [(capital(m.label), listed([s.label for s in article.symptoms.values() if m.id in s.mechanisms]))
            for m in article.mechanisms.values() if any(m.id in s.mechanisms for s in article.symptoms.values())]
    further = _labels(article, article.further())
    draft.bullets([*rows, ("Other common signs", listed(further))] if further else rows)


def _mechanism(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if not question.items or article.speaks_of("mechanism", question.facet):
        _plain(draft)
        if question.facet in ("list", "how"):
            draft.bullets([(capital(m.label), m.full) for m in article.mechanisms.values()])
            draft.sources.extend(s for m in article.mechanisms.values() for s in m.sections)
        return
    for id_ in question.items:
        mechanism = article.mechanisms[id_]
        statement = mechanism.facets.get(question.facet, mechanism)
        if question.facet in ("how", "list"):
            draft.facet("how_item", mechanism=mechanism.label)
            draft.bullets([("", step) for step in mechanism.steps], ordered=True)
            draft.short[-1:] = [mechanism.short]
            draft.sources.extend(mechanism.sections)
        else:
            draft.say(statement, mechanism.sections)
            draft.next.append(f"mechanism/how@{id_}")
        draft.next.append(f"symptom/by_mechanism@{id_}")


def _test(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if question.facet == "without":
        _without(draft, [(capital(article.tests[id_].label), article.tests[id_].full) for id_ in question.items])
        return
    if question.facet == "list" or (question.facet in ("item", "about") and not question.items):
        draft.facet("list")
        draft.bullets([(capital(test.label), test.facets.get("list", test).full) for test in article.tests.values()])
        return
    if not question.items:
        _plain(draft)
        return
    for id_ in question.items:
        test = article.tests[id_]
        draft.say(test.facets.get(question.facet, test), test.sections)
        draft.next.extend(f"test/{facet}@{id_}" for facet in ("shows", "when") if facet != question.facet)
    if draft.question.yes_no and question.facet == "item" and isinstance(draft.blocks[0], Paragraph):
        draft.blocks[0] = Paragraph(f"Yes. {draft.blocks[0].text}")
    draft.next.append("test/list")


def _treatment(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if question.facet == "without":
        _without(draft, [(capital(article.treatments[id_].label), article.treatments[id_].short) for id_ in question.items])
        return
    if question.facet == "list":
        draft.facet("list")
        draft.bullets([(capital(t.label), t.short) for t in article.treatments.values()])
        draft.sources.extend(s for t in article.treatments.values() for s in t.sections)
        return
    if question.facet == "item" or question.facet == "about":
        for id_ in question.items:
            treatment = article.treatments[id_]
            lead = "Yes. " if question.yes_no and not draft.blocks else ""
            draft.blocks.append(Paragraph(lead + treatment.full))
            draft.short.append(lead + treatment.short)
            draft.sources.extend(treatment.sections)
            draft.next.extend(f"treatment/{aspect}@{id_}" for aspect in ("speed", "maintenance") if aspect in treatment.aspects)
        draft.next.append("comparison/all")
        return
    for id_ in question.items:
        treatment = article.treatments[id_]
        statement = treatment.aspects.get(question.facet) or treatment.facets.get(question.facet)
        if statement is None:
            continue
        draft.say(statement, [] if isinstance(statement, Cell) else treatment.sections)
        if isinstance(statement, Cell):
            draft.sources.extend(section.id for section in article.sections.values() if section.table)
        others = [a for a in treatment.aspects if a != question.facet]
        draft.next.extend([*(f"treatment/{aspect}@{id_}" for aspect in others[:2]), "comparison/all"])
    if not draft.short:
        _plain(draft)


def _comparison(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if not draft.items:
        draft.items = tuple(id_ for id_, treatment in article.treatments.items() if treatment.aspects)
    treatments = [article.treatments[id_] for id_ in draft.items]
    tabled = [t for t in treatments if t.aspects]
    if question.aspect:
        aspect = article.aspects[question.aspect]
        draft.facet(question.aspect)
        draft.blocks[-1] = Paragraph(article.topics["treatment"].facets[question.aspect].full) if len(tabled) == _compared(article) else Paragraph(
            " ".join(t.aspects[question.aspect].full for t in tabled))
        draft.short[-1] = " ".join(t.aspects[question.aspect].short for t in tabled)
        draft.blocks.append(Table(("", aspect.label), tuple((t.column, t.aspects[question.aspect].cell) for t in tabled)))
    else:
        draft.facet("all")
        rows = tuple((a.label, *(t.aspects[a.id].cell for t in tabled)) for a in article.aspects.values())
        draft.blocks.append(Table(("", *(t.column for t in tabled)), rows))
        draft.short[-1] = " ".join(t.short for t in tabled)
    for treatment in treatments:
        if treatment not in tabled:
            draft.say(treatment)


def _compared(article: Article) -> int:
    """How many treatments the article's table compares."""
    return sum(bool(treatment.aspects) for treatment in article.treatments.values())


_BY_TOPIC: Dict[str, Callable[[Draft], None]] = {
    "food": _food, "symptom": _symptom, "mechanism": _mechanism, "test": _test, "treatment": _treatment, "comparison": _comparison,
}

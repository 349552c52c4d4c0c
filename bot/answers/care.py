"""What is said of tests and treatments, and of treatments compared."""
from bot.answers.answer import Paragraph, Table
from bot.answers.draft import Draft, plain, without
from bot.answers.wording import capital
from bot.article import Article
from bot.article.schema import Cell


def of_tests(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if question.facet == "without":
        without(draft, [(capital(article.tests[id_].label), article.tests[id_].full) for id_ in question.items])
        return
    if question.facet == "list" or (question.facet in ("item", "about") and not question.items):
        draft.facet("list")
        draft.bullets([(capital(test.label), test.facets.get("list", test).full) for test in article.tests.values()])
        return
    if not question.items:
        plain(draft)
        return
    for id_ in question.items:
        test = article.tests[id_]
        draft.say(test.facets.get(question.facet, test), test.sections)
        draft.next.extend(f"test/{facet}@{id_}" for facet in ("shows", "when") if facet != question.facet)
    if draft.question.yes_no and question.facet == "item" and isinstance(draft.blocks[0], Paragraph):
        draft.blocks[0] = Paragraph(f"Yes. {draft.blocks[0].text}")
    draft.next.append("test/list")


def of_treatments(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if question.facet == "without":
        without(draft, [(capital(article.treatments[id_].label), article.treatments[id_].short) for id_ in question.items])
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
        plain(draft)


def of_comparison(draft: Draft) -> None:
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

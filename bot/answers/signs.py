"""What is said of symptoms, and of the mechanisms that bring them about."""
from typing import List, Sequence

from bot.answers.answer import Paragraph
from bot.answers.draft import Draft, plain, without
from bot.answers.wording import capital, listed
from bot.article import Article


def of_symptoms(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if question.facet == "without":
        without(draft, [("", capital(article.symptoms[id_].label)) for id_ in question.items])
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
        plain(draft)


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


def of_mechanisms(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if not question.items or article.speaks_of("mechanism", question.facet):
        plain(draft)
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

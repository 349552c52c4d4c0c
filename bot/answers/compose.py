"""Answers: from a question to what is said, by topic. All wording comes from the article's data."""
from typing import Callable, Dict

from bot.answers.answer import Notice, Paragraph, Said
from bot.answers.care import of_comparison, of_tests, of_treatments
from bot.answers.choices import choices
from bot.answers.draft import Draft, plain
from bot.answers.foods import of_foods
from bot.answers.reading import Question
from bot.answers.signs import of_mechanisms, of_symptoms
from bot.answers.wording import listed, quoted, unique
from bot.article import Article

_BY_TOPIC: Dict[str, Callable[[Draft], None]] = {
    "food": of_foods, "symptom": of_symptoms, "mechanism": of_mechanisms, "test": of_tests, "treatment": of_treatments, "comparison": of_comparison,
}


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
        _BY_TOPIC.get(question.topic, plain)(draft)
    notice = article.notice_after(question.topic, question.facet)
    if notice:
        draft.blocks.append(Notice(notice.text))
        draft.short.append(notice.text)
        draft.sources.append(notice.section)
    sources = unique(draft.sources)
    custom = {"type": "answer", "topic": question.topic, "items": unique(draft.items),
              "aspect": draft.aspect if question.topic in ("treatment", "comparison") else None, "sources": sources}
    return Said(tuple(draft.blocks), custom, " ".join(draft.short), choices(draft.next, article, asked=question), tuple(sources))

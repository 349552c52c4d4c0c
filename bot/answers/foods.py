"""What is said of foods."""
from typing import Sequence, Tuple

from bot.answers.draft import Draft, plain, without
from bot.answers.wording import capital, listed
from bot.article import Article
from bot.article.schema import FoodGroup


def of_foods(draft: Draft) -> None:
    article, question = draft.article, draft.question
    if question.facet == "without":
        without(draft, [_group_line(article, article.food_groups[id_], question.excluded) for id_ in question.items])
        return
    if question.facet == "list":
        draft.facet("list")
        draft.items = tuple(article.food_groups)
        draft.bullets([_group_line(article, group) for group in article.food_groups.values()])
        return
    if question.facet != "item":
        plain(draft)
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

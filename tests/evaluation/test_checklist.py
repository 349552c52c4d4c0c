"""The checklist's templates are filled in with the article's things."""
from collections import Counter

from bot.article import load_article
from bot.evaluation.cases import load_cases
from bot.evaluation.checklist import GROUPS, load_checks
from bot.evaluation.noise import clean_cases

CHECKS = load_checks(clean_cases(load_cases("held_out_article.yml")))


def test_each_group_has_checks() -> None:
    assert {group for group, _, _ in CHECKS} == set(GROUPS)


def test_no_slot_is_left_empty() -> None:
    assert not [case.turns[0].text for _, _, cases in CHECKS for case in cases if "{" in case.turns[0].text]


def test_each_food_is_asked_for_by_its_label() -> None:
    article = load_article()
    counts = Counter(name for _, name, _ in CHECKS)
    assert counts["each food has it"] == len(article.foods)
    asked = next(cases[0] for _, name, cases in CHECKS if name == "each food has it")
    assert asked.turns[0].expect == (({"type": "answer", "topic": "food", "items": [next(iter(article.foods))]},),)

"""Things people ask about that the article does not name, by kind, from data/language/unlisted.yml."""
from functools import lru_cache
from typing import Dict, List

from bot.article import read_article
from bot.article.files import DATA, Strict, data, load, pack

# What a thing counts as that the article which comes with the assistant names, and another article does not.
_KINDS = {"food": "food", "food_group": "food", "symptom": "symptom", "test": "test", "treatment": "treatment", "mechanism": "disease", "term": "nutrient"}


class UnlistedFile(Strict):
    food: List[str]
    symptom: List[str]
    test: List[str]
    treatment: List[str]
    nutrient: List[str]
    condition: List[str]


@lru_cache(maxsize=1)
def load_unlisted() -> Dict[str, List[str]]:
    """Kind -> names. `condition` (a disease) is called `disease` here. Raises DataError."""
    file = load(data("language", "unlisted.yml"), UnlistedFile)
    unlisted: Dict[str, List[str]] = {"disease" if kind == "condition" else kind: names for kind, names in file.dict().items()}
    if pack() != DATA:
        for name in read_article(DATA / "article").names():
            if name.kind in _KINDS:
                unlisted[_KINDS[name.kind]].append(name.text)
    return unlisted

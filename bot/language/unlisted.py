"""Things people ask about that the article does not name, by kind, from data/language/unlisted.yml."""
from functools import lru_cache
from typing import Dict, List

from bot.article.files import DATA, Strict, load


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
    file = load(DATA / "language" / "unlisted.yml", UnlistedFile)
    return {"disease" if kind == "condition" else kind: names for kind, names in file.dict().items()}

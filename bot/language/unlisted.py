"""Things people ask about that the article does not name, by kind, from data/language/unlisted.yml."""
from functools import lru_cache
from typing import Dict, List

from bot.article.errors import DataError
from bot.article.files import DATA, Strict, read


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
    mistakes: List[str] = []
    file = read(DATA / "language" / "unlisted.yml", UnlistedFile, mistakes)
    if file is None:
        raise DataError(mistakes)
    return {"disease" if kind == "condition" else kind: names for kind, names in file.dict().items()}

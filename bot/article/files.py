"""Reading a YAML file into a schema; every mistake becomes one readable line."""
from pathlib import Path
from typing import List, Optional, Type, TypeVar

from pydantic import BaseModel, Extra, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.article.errors import DataError

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A model that refuses keys it does not know, so that a misspelled key is a mistake and not silence."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


def load(path: Path, model: Type[Model]) -> Model:
    """The file as `model`. Raises DataError with every mistake in it."""
    mistakes: List[str] = []
    content = read(path, model, mistakes)
    if content is None:
        raise DataError(mistakes)
    return content


def read(path: Path, model: Type[Model], mistakes: List[str]) -> Optional[Model]:
    """Return the file as `model`, or None after adding a line per mistake to `mistakes`. Never raises for bad content."""
    name = path.name
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        mistakes.append(f"{name}: cannot be read ({type(error).__name__})")
        return None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "somewhere"
        mistakes.append(f"{name}: {where}: not YAML: {getattr(error, 'problem', error)}")
        return None
    if not isinstance(content, dict):
        mistakes.append(f"{name}: should be a mapping of keys, but is a {type(content).__name__}")
        return None
    try:
        return model.parse_obj(content)
    except ValidationError as error:
        for problem in error.errors():
            mistakes.append(f"{name}: {' -> '.join(str(part) for part in problem['loc'])}: {problem['msg']}")
        return None

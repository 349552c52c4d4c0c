"""Reading a YAML file into a schema; every mistake becomes one readable line."""
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, List, Mapping, Optional, Type, TypeVar

from pydantic import BaseModel, Extra, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.article.errors import DataError

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"  # what every article shares, and the article that comes with the assistant

Model = TypeVar("Model", bound=BaseModel)


def chosen() -> str:
    """ARTICLE: the folder of an article of your own, as seen from the project's root; empty for the one that comes with the assistant."""
    return os.environ.get("ARTICLE", "")


def pack() -> Path:
    """The folder of the article that is answered from: the chosen one, or DATA."""
    return ROOT / (chosen() or DATA)


def data(*parts: str) -> Path:
    """A file of data/, or the pack's own in its place: `data("language", "asking.yml")`."""
    own = pack().joinpath(*parts)
    return own if own.exists() else DATA.joinpath(*parts)


def deployed(*parts: str) -> Path:
    """A file that is made of an article for a platform: in deploy/, or in that folder of the pack."""
    return (ROOT if pack() == DATA else pack()).joinpath("deploy", *parts)


class Strict(BaseModel):
    """A model that refuses keys it does not know, so that a misspelled key is a mistake and not silence."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


def load(path: Path, model: Type[Model], filling: Mapping[str, str] = {}) -> Model:
    """The file as `model`, with `filling` as in `read`. Raises DataError with every mistake in it."""
    mistakes: List[str] = []
    content = read(path, model, mistakes, filling)
    if content is None:
        raise DataError(mistakes)
    return content


def once(model: Type[Model], *parts: str, filling: Callable[[], Mapping[str, str]] = dict) -> Callable[[], Model]:
    """What reads `data(*parts)` as `model` when it is first called, and keeps it. The call raises DataError with every mistake in the file."""
    @lru_cache(maxsize=1)
    def read_once() -> Model:
        return load(data(*parts), model, filling())

    return read_once


def read(path: Path, model: Type[Model], mistakes: List[str], filling: Mapping[str, str] = {}) -> Optional[Model]:
    """Return the file as `model`, or None after adding a line per mistake to `mistakes`. Never raises for bad content.

    What `filling` names becomes its value in every text of the file.
    """
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
        return model.parse_obj(filled(content, filling) if filling else content)
    except ValidationError as error:
        for problem in error.errors():
            mistakes.append(f"{name}: {' -> '.join(str(part) for part in problem['loc'])}: {problem['msg']}")
        return None


def filled(value: Any, filling: Mapping[str, str]) -> Any:
    """The same with every key of `filling` written as its value, in texts, lists and mappings however deep."""
    if isinstance(value, str):
        for name, text in filling.items():
            value = value.replace(name, text)
        return value
    if isinstance(value, dict):
        return {filled(key, filling): filled(part, filling) for key, part in value.items()}
    return [filled(part, filling) for part in value] if isinstance(value, list) else value

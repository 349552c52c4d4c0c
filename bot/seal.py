"""The checksum beside a model. A model is code: whoever can change it decides what the assistant does, so none is loaded unchecked.

`python -m bot.seal FILE` writes it for a model that was made elsewhere and is trusted.
"""
import hashlib
import hmac
import os
import re
import sys
from pathlib import Path

_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)\n?")


class NotSealed(Exception):
    """A model that is not to be loaded; its text is one plain sentence."""


def seal_of(model: Path) -> Path:
    """Where its checksum stands: `model.tar.gz.sha256`, in the form of `sha256sum`."""
    return model.with_name(f"{model.name}.sha256")


def seal(model: Path) -> None:
    """Write the checksum of a model that was made just now, or is trusted."""
    draft = seal_of(model).with_name(f"{model.name}.sha256.{os.getpid()}")
    draft.write_text(f"{checksum(model)}  {model.name}\n", encoding="utf-8")
    draft.replace(seal_of(model))


def verify(model: Path) -> None:
    """Raises NotSealed unless the model is what MODEL_SHA256 says, or, without that, the file beside it."""
    expected = os.environ.get("MODEL_SHA256", "").strip().lower()
    if not expected:
        try:
            line = _LINE.fullmatch(seal_of(model).read_text(encoding="utf-8"))
        except (OSError, UnicodeError):
            raise NotSealed(f"There is no checksum for the model at {model}. If you trust it, write one: python -m bot.seal {model}") from None
        expected = line[1] if line else ""
    if not hmac.compare_digest(checksum(model).encode(), expected.encode("utf-8", "replace")):
        raise NotSealed(f"The model at {model} is not the one its checksum was written for; it is not loaded. Delete it to have a new one trained.")


def checksum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1024 * 1024):
            digest.update(part)
    return digest.hexdigest()


def main(arguments: "list[str]") -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("Usage: python -m bot.seal FILE", file=sys.stderr)
        return 2
    seal(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

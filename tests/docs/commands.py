"""Finds the commands that pages tell people to type."""
import re
from pathlib import Path
from typing import List

_COMMAND = re.compile(r"^(?:[A-Z_]+=\S+ )*(?:make|curl|rasa|kubectl|docker|\.venv/bin/\S+)\b.*")


def commands_of(page: Path) -> List[str]:
    """The commands in the code blocks of a page, without their comments; a line that ends in a backslash goes on in the next."""
    text = re.sub(r"\\\n\s*", " ", page.read_text(encoding="utf-8"))
    lines = [line.strip() for block in _blocks(text) for line in block.splitlines()]
    return [re.sub(r"\s+#.*$", "", line) for line in lines if _COMMAND.match(line)]


def _blocks(text: str) -> List[str]:
    fenced = re.findall(r"^ *```\w*.*?\n(.*?)^ *```", text, flags=re.M | re.S)
    return [*fenced, *re.findall(r"(?:^(?: {4,}|\t)\S.*\n?)+", re.sub(r"^ *```.*?^ *```", "", text, flags=re.M | re.S), flags=re.M)]

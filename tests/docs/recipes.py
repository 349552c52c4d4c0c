"""Carries out the recipes of CONTRIBUTING.md as they are written there, on a copy of the tree."""
import re
import shutil
import subprocess
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence

from bot.settings import ROOT

_SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.M | re.S)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
_PATH = re.compile(r"`([\w./-]+\.(?:yml|py|md))`")
_CUT = "…"  # stands for the rest of a long line


class Step(NamedTuple):
    """`kind` is the block's language: diff changes the file at `path`, sh holds commands, anything else is what a new file at `path` holds."""

    kind: str
    path: str
    text: str


def recipes(page: str) -> Dict[str, List[Step]]:
    """The steps of each section that has any. A block is about the file named last before it."""
    found: Dict[str, List[Step]] = {}
    for heading, text in _SECTION.findall(page):
        steps = []
        for block in _BLOCK.finditer(text):
            paths = _PATH.findall(_BLOCK.sub("", text[:block.start()]))
            steps.append(Step(block.group(1), paths[-1] if paths else "", block.group(2)))
        if steps:
            found[heading] = steps
    return found


def copy_tree(to: Path) -> Path:
    """What git knows of the tree, committed in a repository of its own; what is made is linked to."""
    for name in subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                               check=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, to / name)
    (to / "bot" / "channels" / "static").symlink_to(ROOT / "bot" / "channels" / "static")
    with (to / ".gitignore").open("a", encoding="utf-8") as ignored:
        ignored.write("\n/bot/channels/static\n")
    _git(to, "init", "-q")
    _git(to, "add", "-A")
    _git(to, "-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-qm", "as it was")
    return to


def changed(tree: Path) -> List[str]:
    """The files that differ from the copy as it was."""
    _git(tree, "add", "-A")
    return _git(tree, "diff", "--cached", "--name-only").split()


def reset(tree: Path) -> None:
    _git(tree, "reset", "-q", "--hard")
    _git(tree, "clean", "-qfd")


def carry_out(steps: Sequence[Step], tree: Path) -> None:
    """All steps, but for commands that start the assistant and stay. Raises AssertionError for what does not fit the tree."""
    for step in steps:
        if step.kind == "diff":
            path = tree / step.path
            path.write_text(applied(path.read_text(encoding="utf-8"), step.text), encoding="utf-8")
        elif step.kind == "sh":
            commands = [line for line in step.text.splitlines() if not line.endswith("make run")]
            subprocess.run(["bash", "-ec", "\n".join(commands)], cwd=tree, check=True)
        else:
            (tree / step.path).parent.mkdir(parents=True, exist_ok=True)
            assert not (tree / step.path).exists()
            (tree / step.path).write_text(step.text, encoding="utf-8")


def applied(content: str, diff: str) -> str:
    """`content` with the diff in it: below its lines of context, which stand there once, or at the end where it has none."""
    lines = diff.splitlines()
    before = [line[1:] for line in lines if line[:1] in (" ", "-")]
    old = content.splitlines()
    if not before:
        return "\n".join([*old, *(line[1:] for line in lines)]) + "\n"
    places = [place for place in range(len(old)) if len(old) - place >= len(before)
              and all(_same(line, wanted) for line, wanted in zip(old[place:], before, strict=False))]
    assert len(places) == 1, f"these lines stand there {len(places)} times: {before}"
    found = iter(old[places[0]:places[0] + len(before)])
    new: List[str] = []
    for line in lines:
        if line.startswith("+"):
            new.append(line[1:])
        elif line.startswith("-"):
            next(found)
        else:
            new.append(next(found))
    return "\n".join([*old[:places[0]], *new, *old[places[0] + len(before):]]) + "\n"


def _same(line: str, wanted: str) -> bool:
    return line.startswith(wanted[:-1]) if wanted.endswith(_CUT) else line == wanted


def _git(tree: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=tree, capture_output=True, text=True, check=True).stdout

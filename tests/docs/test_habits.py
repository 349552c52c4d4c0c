"""The same checks before a commit, by `make check` and in CI."""
import re
from typing import List

from ruamel.yaml import YAML

from bot.settings import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def made_by(target: str) -> List[str]:
    """The commands of a target as a shell would have them."""
    recipe = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.M)[0]
    return [line.strip().lstrip("@").replace("$(BIN)", ".venv/bin").replace("$$", "$") for line in recipe.splitlines()]


def test_before_a_commit_the_same_is_checked_as_by_make_check() -> None:
    hooks = YAML(typ="safe", pure=True).load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    entries = " ".join(hook["entry"] for hook in hooks).replace("--force-exclude", ".")
    assert [command for command in made_by("check") if command not in entries] == []


def test_ci_checks_what_make_check_checks() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "make test"
    assert re.search(r"^test:.* check ", MAKEFILE, re.M)

"""docs/dependencies.md tells of every package that is asked for, and of no other; with the licence that the package itself names."""
import re
from importlib.metadata import metadata
from typing import Dict, List, Tuple

import pytest

from bot import settings


def asked_for() -> List[str]:
    lines = [line for name in ("requirements.in", "requirements-dev.in") for line in (settings.ROOT / name).read_text(encoding="utf-8").splitlines()]
    return [re.split(r"[=<>\s\[]", line)[0] for line in lines if re.match(r"[A-Za-z]", line)]


def told() -> Dict[str, Tuple[str, str]]:
    rows = re.findall(r"^\| ([\w.-]+) \| (.+) \| (.+) \|$", (settings.ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"), re.M)
    return {name: (why, licence) for name, why, licence in rows if name != "package"}


def test_every_package_is_told() -> None:
    assert sorted(told()) == sorted(asked_for())


@pytest.mark.parametrize("package", asked_for())
def test_the_licence_is_its_own(package: str) -> None:
    said = metadata(package)
    own = " ".join([*(said.get_all("License-Expression") or ()), *(said.get_all("License") or ()),
                    *(one for one in said.get_all("Classifier") or () if "License" in one)])
    licence = told()[package][1]
    assert licence.split("-")[0].lower() in own.lower()

"""docs/accepted-advisories.toml speaks of the versions that are installed, and says for each why it cannot bite and what to do."""
import re
from typing import Any, Dict, List

import pytest
import tomli
from ruamel.yaml import YAML

from bot import settings

ENTRIES: List[Dict[str, Any]] = tomli.loads((settings.ROOT / "docs" / "accepted-advisories.toml").read_text(encoding="utf-8"))["accepted"]


def pins() -> Dict[str, str]:
    text = (settings.ROOT / "requirements.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+) \\$", text, re.M))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["package"]))
def test_an_entry_is_of_the_version_that_is_pinned(entry: Dict[str, Any]) -> None:
    assert pins()[entry["package"]] == entry["version"], "The pin has changed: look whether the advisories still hold, then change the entry."


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["package"]))
def test_an_entry_is_whole(entry: Dict[str, Any]) -> None:
    assert set(entry) == {"package", "version", "advisories", "why", "todo"}
    assert entry["advisories"]
    assert all(isinstance(one, str) and len(one) > 8 for one in entry["advisories"])
    assert len(entry["why"]) > 60
    assert entry["todo"].endswith(".")


def test_a_package_has_one_entry() -> None:
    packages = [entry["package"] for entry in ENTRIES]
    assert len(packages) == len(set(packages))


# What the reasons build on.
def test_no_component_builds_a_graph_of_tensorflow() -> None:
    config = YAML(typ="safe", pure=True).load((settings.ROOT / "config.yml").read_text(encoding="utf-8"))
    names = [component["name"] for part in ("pipeline", "policies") for component in config[part]]
    assert not [name for name in names if re.search("DIET|TED|Unexpec|ResponseSelector|Sklearn|CRF|LogisticRegression", name)]


def test_telemetry_is_off_and_nobody_is_reported_to() -> None:
    environment = settings.environment()
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert not [name for name in environment if "SENTRY" in name]


@pytest.mark.parametrize("word", [r"\.static\(", r"\bkeras\b", r"\bskops\b", r"\bpickle\b", r"\bpymongo\b", "EmailStr", r"(?<!Dummy)CookieJar|cookies", r"joblib"])
def test_what_must_not_be_used_is_not(word: str) -> None:
    used = [str(path.relative_to(settings.ROOT)) for folder in ("bot", "actions") for path in (settings.ROOT / folder).rglob("*.py")
            for line in path.read_text(encoding="utf-8").splitlines() if re.search(word, line.partition("#")[0]) and re.match(r"\s*(from|import)\b|.*[=(]", line)]
    assert [path for path in used if "/bench/" not in path and "/evaluation/" not in path] == []

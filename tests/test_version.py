"""The version stands in one place, and everything that tells it takes it from there."""
import re

from bot import __version__, settings
from bot.answers.reading import SmallTalk
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.intake.export.fhir import questionnaire


def test_the_changelog_begins_with_it() -> None:
    versions = re.findall(r"^## (.+)$", (settings.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert versions[0] == __version__
    assert versions == sorted(versions, key=lambda version: [int(part) for part in version.split(".")], reverse=True)


def test_who_are_you_tells_it() -> None:
    assert f"version {__version__}," in say([SmallTalk("who_are_you")], load_article(), load_replies())[0].short


def test_the_questionnaire_has_it() -> None:
    assert questionnaire(load_article())["version"] == __version__

"""A secret is replaced while sessions and links of the one before are in use: docs/deploying.md."""
import pytest

from bot import settings
from bot.channels.web_session import Sessions
from bot.intake.links import data_link, links_to, opened

OLD, NEW = "the key of last year", "the key of this year"


@pytest.mark.parametrize(("given", "opens"), [(OLD, True), (f"{OLD},{NEW}", True), (f"{NEW}, {OLD}", True), (NEW, False)])
def test_what_was_signed_before(monkeypatch: pytest.MonkeyPatch, given: str, opens: bool) -> None:
    monkeypatch.setenv("SECRET_KEY", OLD)
    session = Sessions(settings.secret_keys()).issue("")
    summary, data = links_to("rest:me")["pdf"].split("/")[-1][:-4], data_link("rest:me").split("/")[-1][:-5]
    monkeypatch.setenv("SECRET_KEY", given)
    assert (Sessions(settings.secret_keys()).sender_of(session, "") is not None) is opens
    assert bool(opened(summary, settings.secret_keys())) is opens
    assert bool(opened(data, settings.secret_keys(), everything=True)) is opens


def test_the_first_one_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", f"{NEW},{OLD}")
    session = Sessions(settings.secret_keys()).issue("")
    assert Sessions(NEW).sender_of(session, "") is not None
    assert Sessions(OLD).sender_of(session, "") is None
    assert settings.secret_key() == NEW


@pytest.mark.parametrize("given", ["short", f"{NEW},short", f"{NEW},"])
def test_each_has_to_be_long(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SECRET_KEY", given)
    with pytest.raises(settings.SettingError, match="16 characters"):
        settings.secret_keys()

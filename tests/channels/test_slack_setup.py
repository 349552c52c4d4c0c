"""The app manifest asks for what the code needs, and the setup pages name what there is."""

import pytest
from ruamel.yaml import YAML

from bot.article import load_article
from bot.channels.slack.manifest import PATH, manifest
from bot.settings import ROOT

GUIDES = ROOT / "docs" / "channels"


def test_the_manifest_is_that_of_the_article() -> None:
    assert PATH.read_text(encoding="utf-8") == manifest(load_article()), "stale: run `make slack`"


def test_the_manifest_leads_every_event_to_the_door() -> None:
    app = YAML(typ="safe").load(manifest(load_article()))
    address = "https://YOUR.ADDRESS/webhooks/slack/webhook"
    assert app["settings"]["event_subscriptions"] == {"request_url": address, "bot_events": ["app_mention", "message.im"]}
    assert app["settings"]["interactivity"] == {"is_enabled": True, "request_url": address}
    assert set(app["oauth_config"]["scopes"]["bot"]) == {"app_mentions:read", "chat:write", "files:write", "im:history"}
    assert app["features"]["app_home"]["messages_tab_enabled"] is True
    assert len(app["display_information"]["name"]) <= 35
    assert len(app["display_information"]["description"]) <= 140
    assert len(app["features"]["bot_user"]["display_name"]) <= 80


@pytest.mark.parametrize(("page", "names"), [
    ("slack.md", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PUBLIC_URL", "deploy/slack/manifest.yml"]),
    ("telegram.md", ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "PUBLIC_URL", "python -m bot.channels.telegram poll"])])
def test_the_setup_is_told_in_ten_steps(page: str, names: "list[str]") -> None:
    text = (GUIDES / page).read_text(encoding="utf-8")
    assert "\n10. " in text
    assert all(name in text for name in names)

"""The app manifest asks for what the code needs, and the setup pages name what there is."""
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT

MANIFEST = ROOT / "docs" / "channels" / "slack-manifest.yml"


def test_the_manifest_leads_every_event_to_the_door() -> None:
    manifest = YAML(typ="safe").load(MANIFEST.read_text(encoding="utf-8"))
    address = "https://YOUR.ADDRESS/webhooks/slack/webhook"
    assert manifest["settings"]["event_subscriptions"] == {"request_url": address, "bot_events": ["app_mention", "message.im"]}
    assert manifest["settings"]["interactivity"] == {"is_enabled": True, "request_url": address}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == {"app_mentions:read", "chat:write", "im:history"}
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80


@pytest.mark.parametrize(("page", "names"), [
    ("slack.md", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PUBLIC_URL", "slack-manifest.yml"]),
    ("telegram.md", ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "PUBLIC_URL", "python -m bot.channels.telegram poll"])])
def test_the_setup_is_told_in_ten_steps(page: str, names: "list[str]") -> None:
    text = Path(MANIFEST.parent / page).read_text(encoding="utf-8")
    assert "\n10. " in text
    assert all(name in text for name in names)

import pytest

from bot.channels.once import key_of


@pytest.mark.parametrize(("given", "key"), [
    ("0f8fad5bd9cb469fa16570867728950e", "0f8fad5bd9cb469fa16570867728950e"),
    ('"8e03978e-40d5-43dd-bc93-6894a57f9324"', "8e03978e-40d5-43dd-bc93-6894a57f9324"),
    ("short", ""),
    ("x" * 129, ""),
    ("eight characters, but spaces", ""),
    ("", ""),
])
def test_keys(given: str, key: str) -> None:
    assert key_of({"idempotency-key": given}) == key


def test_no_key() -> None:
    assert key_of({}) == ""

"""Where Alexa's certificates may lie, and that nothing else is fetched or believed. Forged requests: test_alexa.py."""
import asyncio
import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.alexa_trust import NotAlexa, Trust, chain_address, public_roots
from tests.channels.amazon import CHAIN, Amazon


def test_a_chain_is_fetched_once() -> None:
    amazon = Amazon()
    trust = Trust(amazon.fetch, amazon.roots)

    async def go() -> None:
        for body in (b"a", b"b", b"c"):
            await trust.check({name.lower(): value for name, value in amazon.signed(body).items()}, body)
    asyncio.run(go())
    assert amazon.fetched == [CHAIN]


@pytest.mark.parametrize(("given_", "address"), [
    ("https://s3.amazonaws.com/echo.api/echo-api-cert.pem", "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"),
    ("https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem", "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"),
    ("HTTPS://S3.AMAZONAWS.COM/echo.api/../echo.api/echo-api-cert.pem", "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"),
    ("http://s3.amazonaws.com/echo.api/echo-api-cert.pem", ""), ("https://notamazon.com/echo.api/echo-api-cert.pem", ""),
    ("https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem", ""), ("https://s3.amazonaws.com/invalid.path/echo-api-cert.pem", ""),
    ("https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem", ""), ("https://s3.amazonaws.com/echo.api/../../x/cert.pem", ""),
    ("https://s3.amazonaws.com/echo.api/%2e%2e/x.pem", ""), ("https://s3.amazonaws.com.evil.example/echo.api/x.pem", ""),
    ("https://evil@s3.amazonaws.com/echo.api/x.pem", ""), ("https://s3.amazonaws.com:x/echo.api/x.pem", ""), ("", ""), ("file:///echo.api/x.pem", ""),
])
def test_certificates_lie_where_amazon_keeps_them(given_: str, address: str) -> None:
    if address:
        assert chain_address(given_) == address
    else:
        with pytest.raises(NotAlexa):
            chain_address(given_)


@given(st.text(max_size=80), st.binary(max_size=80))
def test_any_headers_are_checked(address: str, signature: bytes) -> None:
    async def fetch(_: str) -> bytes:
        raise AssertionError("nothing of anybody else's is fetched")
    headers = {"signaturecertchainurl": address, "signature-256": base64.b64encode(signature).decode()}
    with pytest.raises(NotAlexa):
        asyncio.run(Trust(fetch, list).check(headers, b"{}"))


def test_the_public_roots_are_there() -> None:
    assert any("Amazon" in root.subject.rfc4514_string() for root in public_roots())

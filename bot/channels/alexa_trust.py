"""Whether a request comes from Alexa: where its certificates lie, whom they belong to, what they signed, and when."""
import base64
import binascii
import posixpath
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Awaitable, Callable, List, Mapping, Sequence
from urllib.parse import unquote, urlsplit

import aiohttp
import certifi
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from bot.voice.session import Kept

CHAIN_URL, SIGNATURE = "signaturecertchainurl", "signature-256"
NAME = "echo-api.amazon.com"
TOLERANCE = timedelta(seconds=150)
_LARGEST_CHAIN = 64 * 1024  # bytes
_LONGEST_CHAIN = 6  # certificates
_FETCH_SECONDS = 2.0
_CHAIN_SECONDS = 60 * 60.0  # for which a chain is not fetched again; it is verified each time

Fetch = Callable[[str], Awaitable[bytes]]
Clock = Callable[[], datetime]


class NotAlexa(Exception):
    """Why a request is refused: one plain sentence."""


class Trust:
    """Checks requests. What touches the world is handed in: `fetch` gets a chain by its address, `roots` are trusted, `now` is the time."""

    def __init__(self, fetch: Fetch, roots: Callable[[], Sequence[x509.Certificate]], now: Clock = lambda: datetime.now(timezone.utc)) -> None:
        self._fetch, self._roots, self._now = fetch, roots, now
        self._chains: Kept[bytes] = Kept(8, _CHAIN_SECONDS)

    async def check(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raises NotAlexa unless the body was signed by Alexa. Header names in small letters."""
        address = chain_address(headers.get(CHAIN_URL, ""))
        try:
            signature = base64.b64decode(headers.get(SIGNATURE, ""), validate=True)
        except (binascii.Error, ValueError):
            signature = b""
        if not signature:
            raise NotAlexa("The signature is missing or no signature.")
        key = self._key(await self._chain(address))
        try:
            key.verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise NotAlexa("The signature does not fit the request.") from None

    def check_time(self, stamp: Any) -> None:
        """Raises NotAlexa unless the request's time stamp is that of now, give or take TOLERANCE."""
        try:
            told = datetime.fromisoformat(str(stamp).replace("Z", "+00:00"))
            told = told if told.tzinfo else told.replace(tzinfo=timezone.utc)
            late = abs(self._now() - told) > TOLERANCE
        except (ValueError, OverflowError):
            raise NotAlexa("The time stamp is missing or no time.") from None
        if late:
            raise NotAlexa("The request is too old, or from the future.")

    async def _chain(self, address: str) -> List[x509.Certificate]:
        pem = self._chains.get(address)
        try:
            if pem is None:
                pem = await self._fetch(address)
            chain = x509.load_pem_x509_certificates(pem)
        except Exception:  # whatever keeps the chain from us, the request stays unproven
            raise NotAlexa("The certificate chain cannot be fetched or read.") from None
        if not 0 < len(chain) <= _LONGEST_CHAIN:
            raise NotAlexa("The certificate chain is too long.")
        self._chains.put(address, pem)
        return chain

    def _key(self, chain: Sequence[x509.Certificate]) -> RSAPublicKey:
        try:
            policy = PolicyBuilder().store(Store(list(self._roots()))).time(self._now())
            policy.build_server_verifier(x509.DNSName(NAME)).verify(chain[0], list(chain[1:]))
        except (VerificationError, ValueError):
            raise NotAlexa("The certificate is not Alexa's, or not valid now.") from None
        key = chain[0].public_key()
        if not isinstance(key, RSAPublicKey):
            raise NotAlexa("The certificate's key is of another kind.")
        return key


def chain_address(given: str) -> str:
    """The address of the certificate chain, put in order. Raises NotAlexa unless it lies where Amazon keeps them."""
    try:
        parts = urlsplit(given.strip())
        port = parts.port
    except ValueError:
        raise NotAlexa("The address of the certificates is no address.") from None
    path = posixpath.normpath(unquote(parts.path)) if parts.path else ""
    ours = (parts.scheme.lower() == "https" and (parts.hostname or "").lower() == "s3.amazonaws.com" and port in (None, 443)
            and path.startswith("/echo.api/") and not parts.username and not parts.password and path.isprintable() and "?" not in path and "#" not in path)
    if not ours:
        raise NotAlexa("The address of the certificates is not Amazon's.")
    return f"https://s3.amazonaws.com{path}"


async def fetch_chain(address: str) -> bytes:
    """A chain over the network. Raises what aiohttp raises, ValueError for one too large."""
    timeout = aiohttp.ClientTimeout(total=_FETCH_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session, session.get(address, allow_redirects=False, raise_for_status=True) as answer:
        content = b""
        async for part in answer.content.iter_any():
            content += part
            if len(content) > _LARGEST_CHAIN:
                raise ValueError("too large")
    return content


@lru_cache(maxsize=1)
def public_roots() -> Sequence[x509.Certificate]:
    """The roots that browsers trust, Amazon's among them."""
    with open(certifi.where(), "rb") as file:
        return x509.load_pem_x509_certificates(file.read())

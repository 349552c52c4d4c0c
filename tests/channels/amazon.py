"""An Amazon of our own: a root, an intermediate and Alexa's certificate made on the spot, and requests signed with them."""
import base64
import json
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional, Tuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SKILL = "amzn1.ask.skill.12345678-1234-1234-1234-123456789012"
CHAIN = "https://s3.amazonaws.com/echo.api/echo-api-cert-12-1.pem"
Issued = Tuple[x509.Certificate, rsa.RSAPrivateKey]


def issue(name: str, issuer: Optional[Issued], *, names: Tuple[str, ...] = (), days: Tuple[int, int] = (-1, 30)) -> Issued:
    """A certificate: an authority without `names`, else a server's. `days` from now it is valid between."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now, by = datetime.now(timezone.utc), issuer or (None, key)
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(by[0].subject if by[0] else subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now + timedelta(days=days[0])).not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by[1].public_key()), critical=False)
        .add_extension(x509.BasicConstraints(ca=not names, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(bool(names), False, bool(names), False, False, not names, not names, False, False), critical=True))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(by[1], SHA256()), key


class Amazon:
    """`fetch` hands out chains by their address; `roots` are those to trust; `signed` makes the headers of a request."""

    def __init__(self) -> None:
        self.root = issue("Root", None)
        self.middle = issue("Intermediate", self.root)
        self.alexa = issue("echo-api.amazon.com", self.middle, names=("echo-api.amazon.com",))
        self.chains: Dict[str, bytes] = {CHAIN: self.pem(self.alexa, self.middle)}
        self.fetched: List[str] = []

    @staticmethod
    def pem(*issued: Issued) -> bytes:
        return b"".join(certificate.public_bytes(Encoding.PEM) for certificate, _ in issued)

    def roots(self) -> List[x509.Certificate]:
        return [self.root[0]]

    async def fetch(self, address: str) -> bytes:
        self.fetched.append(address)
        return self.chains[address]

    def signed(self, body: bytes, *, by: Optional[Issued] = None, chain: str = CHAIN) -> Dict[str, str]:
        signature = (by or self.alexa)[1].sign(body, PKCS1v15(), SHA256())
        return {"SignatureCertChainUrl": chain, "Signature-256": base64.b64encode(signature).decode(), "Signature": "unused", "Content-Type": "application/json"}


def request(kind: str, intent: str = "", slots: Optional[Dict[str, str]] = None, *, session: str = "amzn1.echo-api.session.1", skill: str = SKILL,
            at: Optional[datetime] = None, user: str = "amzn1.ask.account.ABC", person: str = "") -> Dict[str, Any]:
    """What Alexa posts (recorded shape; made-up ids)."""
    application = {"applicationId": skill}
    asked: Dict[str, Any] = {
        "type": kind, "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}", "locale": "en-US",
        "timestamp": (at or datetime.now(timezone.utc)).strftime("%Y-%m-%dT%H:%M:%SZ")}
    if kind == "IntentRequest":
        filled = {name: {"name": name, "value": value, "confirmationStatus": "NONE", "source": "USER"} for name, value in (slots or {}).items()}
        asked["intent"] = {"name": intent, "confirmationStatus": "NONE", "slots": filled}
    if kind == "SessionEndedRequest":
        asked["reason"] = "USER_INITIATED"
    return {"version": "1.0", "request": asked,
            "session": {"new": kind == "LaunchRequest", "sessionId": session, "application": application, "attributes": {}, "user": {"userId": user}},
            "context": {"System": {"application": application, "user": {"userId": user}, **({"person": {"personId": person}} if person else {}),
                                   "device": {"deviceId": "d", "supportedInterfaces": {}}, "apiEndpoint": "https://api.amazonalexa.com",
                                   "apiAccessToken": "t"}}}


def as_body(asked: Any) -> bytes:
    return json.dumps(asked).encode()

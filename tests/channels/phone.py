"""A telephone in front of the Twilio door: posts what Twilio would, signed as it signs."""
import xml.etree.ElementTree as ET
from typing import Dict, Optional

import requests
from twilio.request_validator import RequestValidator

TOKEN, PUBLIC = "12345678901234567890123456789012", "https://bot.example.org"
# As Twilio posts it (recorded shape; made-up ids)
RINGING = {
    "AccountSid": "AC00000000000000000000000000000001", "ApiVersion": "2010-04-01", "CallSid": "CA00000000000000000000000000000001", "CallStatus": "ringing",
    "Called": "+15550002222", "CalledCity": "", "CalledCountry": "US", "CalledState": "CA", "CalledZip": "", "Caller": "+15550001111", "CallerCity": "OAKLAND",
    "CallerCountry": "US", "CallerState": "CA", "CallerZip": "94601", "Direction": "inbound", "From": "+15550001111", "FromCity": "OAKLAND", "FromCountry": "US",
    "FromState": "CA", "FromZip": "94601", "To": "+15550002222", "ToCity": "", "ToCountry": "US", "ToState": "CA", "ToZip": "",
}
IN_PROGRESS = {**RINGING, "CallStatus": "in-progress", "Language": "en-US"}


class Phone:
    """One call. `say`, `press` and `wait` post what Twilio would, to where the last answer said."""

    def __init__(self, url: str, sid: str = RINGING["CallSid"]) -> None:
        self.url, self.sid, self.action = url, sid, f"{PUBLIC}/webhooks/twilio_voice/webhook"
        self.twiml: Optional[ET.Element] = None

    def post(self, fields: Dict[str, str], *, token: str = TOKEN, address: str = "") -> requests.Response:
        address = address or self.action
        fields = {**fields, "CallSid": self.sid}
        signature = RequestValidator(token).compute_signature(address, fields)
        query = address.partition("?")[2]
        return requests.post(f"{self.url}?{query}" if query else self.url, data=fields,
                             headers={"X-Twilio-Signature": signature, "User-Agent": "TwilioProxy/1.1"}, timeout=20)

    def turn(self, fields: Dict[str, str]) -> str:
        answer = self.post(fields)
        assert answer.status_code == 200, answer.text
        self.twiml = ET.fromstring(answer.text)
        gather = self.twiml.find("Gather")
        self.action = gather.attrib["action"] if gather is not None else self.action
        return " ".join("".join(say.itertext()) for say in self.twiml.iter("Say"))

    def call(self) -> str:
        return self.turn(RINGING)

    def say(self, words: str, sure: str = "0.93") -> str:
        return self.turn({**IN_PROGRESS, "SpeechResult": words, "Confidence": sure})

    def press(self, digits: str) -> str:
        return self.turn({**IN_PROGRESS, "Digits": digits, "FinishedOnKey": ""})

    def wait(self) -> str:
        return self.turn(IN_PROGRESS)

    @property
    def gather(self) -> Dict[str, str]:
        assert self.twiml is not None
        gather = self.twiml.find("Gather")
        assert gather is not None
        return gather.attrib

    @property
    def hung_up(self) -> bool:
        return self.twiml is not None and self.twiml[-1].tag == "Hangup" and self.twiml.find("Gather") is None

"""What every answer says to a browser, unless its door says otherwise: show nothing, run nothing, keep nothing, tell nobody."""
from sanic.response import BaseHTTPResponse

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_ALWAYS = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
_USUALLY = {"cache-control": "no-store", "cross-origin-resource-policy": "same-origin"}
_POLICY = "content-security-policy"
_UNFRAMED = "frame-ancestors 'none'"  # a browser shows a PDF by means of its own, which a stricter policy would stop
_TELLING = ("server", "x-powered-by")
_CORS = "access-control-"


def protect(response: BaseHTTPResponse) -> None:
    """Add to an answer's headers what is missing, and take out what tells too much."""
    headers = response.headers
    response.content_type = response.content_type or "text/plain; charset=utf-8"
    headers.update(_ALWAYS)
    for name, value in _USUALLY.items():
        headers.setdefault(name, value)
    if _POLICY not in headers:
        headers[_POLICY] = _UNFRAMED if response.content_type.startswith("application/pdf") else NOTHING
        headers["x-frame-options"] = "DENY"  # for browsers that do not know the policy; a page that may be framed brings a policy of its own
    if f"{_CORS}allow-origin" not in headers:  # Rasa sends the others to everybody
        for name in [name for name in headers if name.lower().startswith(_CORS)]:
            del headers[name]
    for name in _TELLING:
        headers.pop(name, None)

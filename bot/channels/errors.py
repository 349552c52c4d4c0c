"""What is said where no door answers: one sentence, without a version, an address or a word of what was sent."""
from typing import Any, Optional

from sanic.exceptions import MethodNotSupported, PayloadTooLarge, SanicException
from sanic.handlers import ErrorHandler
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot import events

_SENTENCES = {
    400: "This is no request that can be read.", 401: "Please show who you are.", 403: "This is not allowed.", 404: "There is nothing under this address.",
    405: "This address does not take requests of this kind.", 408: "The request took too long.", 413: "The request is too large.",
    417: "The request expects something that is not offered here.", 503: "The assistant is ending or busy; please try again in a moment.",
}
_FAILED = "Something went wrong on our side; please try again in a moment."


class PlainErrors(ErrorHandler):
    """In the place of Sanic's, whose pages tell what it is and what was asked for."""

    def response(self, request: Optional[Request], exception: BaseException) -> HTTPResponse:
        status = _status(request, exception)
        if status == 500:
            events.request_failed(type(exception).__name__)
        allowed = exception.headers.get("Allow", "") if isinstance(exception, MethodNotSupported) else ""
        return json_response({"error": _SENTENCES.get(status, _FAILED)}, status=status, headers={"Allow": allowed} if allowed else None)

    def default(self, request: Request, exception: Any) -> HTTPResponse:
        return self.response(request, exception)

    @staticmethod
    def log(request: Request, exception: BaseException) -> None:
        """Nothing: Sanic would log the address."""


def _status(request: Optional[Request], exception: BaseException) -> int:
    if isinstance(exception, PayloadTooLarge):
        return 413
    if isinstance(exception, SanicException):
        status = int(getattr(exception, "status_code", 500) or 500)
        return status if status in _SENTENCES else 400 if 400 <= status < 500 else 500
    # What fails before it is known where it leads to was no request.
    return 500 if request is not None and request.route is not None else 400

"""The page, the script for other people's pages, and what they load."""
from typing import Mapping

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.channels.body import Refusal, refused
from bot.channels.web_assets import ASK_AGAIN, FOR_A_WHILE, FOR_EVER, PAGE, WIDGET, Assets
from bot.channels.web_origins import Origins

NOT_BUILT = Refusal(503, "The chat page is not built yet: run `make widget`.")
NOT_FOUND = Refusal(404, "There is no such file.")


def page_headers(origins: Origins) -> "dict[str, str]":
    """What the page may do: run and fetch its own files and nothing else; be framed by listed origins only."""
    policy = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'", "base-uri 'none'", "form-action 'none'",
              origins.frame_ancestors, "require-trusted-types-for 'script'", "trusted-types 'none'")
    return {"content-security-policy": "; ".join(policy), "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin-allow-popups",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "microphone=(self), camera=(), geolocation=(), payment=(), usb=()"}


def serve_files(door: Blueprint, assets: Assets, page: Mapping[str, str]) -> None:
    """`page` are the headers of the page."""
    @door.get("/")
    async def chat(request: Request) -> HTTPResponse:
        if not request.path.endswith("/"):
            return redirect(f"{request.path}/", status=308)  # its files are named relative to it
        return assets.answer(PAGE, request.headers, ASK_AGAIN, page) or refused(NOT_BUILT)

    @door.get("/widget.js")
    async def widget(request: Request) -> HTTPResponse:
        return assets.answer(WIDGET, request.headers, FOR_A_WHILE) or refused(NOT_BUILT)

    @door.get("/assets/<name>")
    async def asset(request: Request, name: str) -> HTTPResponse:
        return assets.answer(name, request.headers, FOR_EVER) or refused(NOT_FOUND)

"""The files of the chat page and the widget, as web/build.mjs has written them: hashed, and compressed already."""
import gzip
import hashlib
import json
from pathlib import Path
from typing import Dict, Mapping, NamedTuple, Optional

from sanic.response import HTTPResponse, raw

from bot.article.files import filled

FOLDER = Path(__file__).parent / "static"
PAGE, WIDGET = "page.html", "widget.js"
FOR_EVER = "public, max-age=31536000, immutable"  # the name changes with the content
FOR_A_WHILE = "public, max-age=300, stale-while-revalidate=86400"
ASK_AGAIN = "no-cache"
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "html": "text/html; charset=utf-8",
          "txt": "text/plain; charset=utf-8"}
_ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the smallest first


class Asset(NamedTuple):
    """Its content by encoding, the plain one under an empty name; `tag` changes with the content."""

    contents: Dict[str, bytes]
    type: str
    tag: str


class Assets:
    """The files of one folder. Only what the manifest names is read, once, so no path is ever made of what somebody asks for.

    `fillings` tells by file what stands in it for which mark.
    """

    def __init__(self, folder: Path = FOLDER, fillings: Mapping[str, Mapping[str, str]] = {}) -> None:
        self._files: Dict[str, Asset] = {}
        try:
            manifest: Dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            self._files = {name: _filled(folder, name, fillings[name]) if name in fillings else _read(folder, name, tag) for name, tag in manifest.items()}
        except FileNotFoundError:
            pass  # not built yet: everything is missing, and the page says what to do

    def answer(self, name: str, headers: Mapping[str, str], cache: str, more: Optional[Mapping[str, str]] = None) -> Optional[HTTPResponse]:
        """The file, as small as the caller can read it; 304 when the caller has it already; None when there is none of this name."""
        asset = self._files.get(name)
        if asset is None:
            return None
        # Another site's page may load these: they are the same for everybody.
        given = {"cache-control": cache, "etag": f'"{asset.tag}"', "vary": "accept-encoding", "x-content-type-options": "nosniff",
                 "cross-origin-resource-policy": "cross-origin", **(more or {})}
        if asset.tag in headers.get("if-none-match", ""):
            return HTTPResponse(status=304, headers=given)
        encoding = next((name for name in asset.contents if name and name in accepted(headers.get("accept-encoding", ""))), "")
        if encoding:
            given["content-encoding"] = encoding
        return raw(asset.contents[encoding], content_type=asset.type, headers=given)


def accepted(header: str) -> Dict[str, float]:
    """The encodings that an Accept-Encoding header allows, with their weight."""
    weights: Dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().partition("q=")[2] or 1)
        except ValueError:
            weight = 0.0
        if name.strip() and weight > 0:
            weights[name.strip()] = weight
    return weights


def _read(folder: Path, name: str, tag: str) -> Asset:
    contents = {encoding: (folder / f"{name}{ending}").read_bytes() for encoding, ending in _ENCODINGS.items() if (folder / f"{name}{ending}").exists()}
    return Asset({**contents, "": (folder / name).read_bytes()}, _type(name), tag)


def _filled(folder: Path, name: str, filling: Mapping[str, str]) -> Asset:
    content = str(filled((folder / name).read_text(encoding="utf-8"), filling)).encode()
    return Asset({"gzip": gzip.compress(content, mtime=0), "": content}, _type(name), hashlib.sha256(content).hexdigest()[:12])


def _type(name: str) -> str:
    return _TYPES[name.rpartition(".")[2]]

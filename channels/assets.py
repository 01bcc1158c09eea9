"""The files that browsers load: the widget's script and, in development, the demo page."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Optional, Tuple

from sanic.request import Request
from sanic.response import HTTPResponse, raw, text

from settings import PROJECT

WIDGET = PROJECT / "widget"
SCRIPT = WIDGET / "dist" / "careerbot.js"
DEMO = WIDGET / "demo"

_MISSING = (
    "// The widget is not built, for lack of npm. "
    "Install Node.js 20.19 or later, then start the server again.\n"
)
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".js": "text/javascript; charset=utf-8",
}
#: A strict policy, so that the demo page shows what the widget needs: nothing but its own origin.
_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'"
)
_PAGE_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-cache",
}
_SCRIPT_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class _Script:
    content: bytes
    packed: bytes
    etag: str


class Assets:
    """Serves the widget's script, packed once for as long as the file does not change."""

    def __init__(self) -> None:
        self._script: Optional[Tuple[float, _Script]] = None

    def script(self, request: Request) -> HTTPResponse:
        """Return the widget's script, or a comment that says why there is none."""
        loaded = self._load()
        if loaded is None:
            return text(_MISSING, status=404, content_type="text/javascript")
        headers: Dict[str, str] = {**_SCRIPT_HEADERS, "ETag": loaded.etag}
        if loaded.etag in request.headers.get("if-none-match", ""):
            return HTTPResponse(status=304, headers=headers)
        body = loaded.content
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = loaded.packed
        return raw(body, headers=headers, content_type="text/javascript; charset=utf-8")

    def _load(self) -> Optional[_Script]:
        try:
            changed = SCRIPT.stat().st_mtime
            if self._script is None or self._script[0] != changed:
                content = SCRIPT.read_bytes()
                etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
                self._script = (changed, _Script(content, gzip.compress(content, mtime=0), etag))
        except OSError:
            return None
        return self._script[1]


def demo_file(name: str) -> Optional[HTTPResponse]:
    """Return a file of the demo page, or ``None`` when there is none of that name."""
    path: Path = DEMO / name
    if path.parent != DEMO or path.suffix not in _TYPES or not path.is_file():
        return None
    return raw(path.read_bytes(), headers=_PAGE_HEADERS, content_type=_TYPES[path.suffix])

"""A server for one request, as PEP 3333 describes it.

Flask's test client differs from it in one point that matters here: it raises instead of taking a second
`start_response` with `exc_info` as long as no header has been sent, which every real server takes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@dataclass(frozen=True)
class Answer:
    """What a client would have got."""

    status_code: int
    headers: Headers
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        parsed = json.loads(self.body)
        assert isinstance(parsed, dict)
        return parsed


def call(app: WSGIApplication, path: str, method: str = "GET", **request: Any) -> Answer:
    """One request; *request* is what werkzeug's EnvironBuilder takes."""
    environ = EnvironBuilder(path, method=method, **request).get_environ()
    return serve(app, environ)


def serve(app: WSGIApplication, environ: dict[str, Any]) -> Answer:
    """One request as the server sees it."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    written = io.BytesIO()

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Callable[[bytes], Any]:
        assert exc_info is not None or not started, "a second start_response needs exc_info"
        assert not written.getvalue(), "the headers have been sent"
        started.append((status, headers))
        return written.write

    chunks = app(environ, start_response)
    try:
        for chunk in chunks:
            assert started
            written.write(chunk)
    finally:
        if (close := getattr(chunks, "close", None)) is not None:
            close()
    status, headers = started[-1]
    return Answer(int(status.split(" ", 1)[0]), Headers(headers), written.getvalue())

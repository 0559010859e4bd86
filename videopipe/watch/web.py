"""The status pages: read-only, of one OUT and its work folder. Nothing is changed, started or asked of a shell.

Every answer is read from the ledgers anew. Files come from `files.file_in` alone.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from videopipe.model.errors import VideopipeError
from videopipe.watch.files import file_in
from videopipe.watch.listen import listening
from videopipe.watch.metrics import CONTENT_TYPE, exposition
from videopipe.watch.pages import render_job, render_login, render_missing, render_status
from videopipe.watch.status import read_job, read_status, status_facts

OWN_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
BUNDLE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self' data:; media-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
"""Pages of bundles work from disk and so have style and script in them; they may fetch nothing."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
_COOKIE = "videopipe"
_WITHOUT_TOKEN = ("/healthz", "/login", "/static/")
_MOST_FORM_BYTES = 4096
_STATIC = {
    "status.css": "text/css; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Place:
    """What the pages are about."""

    out: Path
    work: Path
    token: str | None = None
    """Without one, only names of this machine are answered to: a page elsewhere can't make a browser ask us."""
    now: Callable[[], float] = time.time


def make_app(place: Place) -> Starlette:
    """The pages of `place`."""
    middleware = [Middleware(_Headers), Middleware(_Door, token=place.token)]
    if place.token is None:
        middleware.insert(
            1, Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]"])
        )
    app = Starlette(
        routes=[
            Route("/", _overview),
            Route("/jobs/{number:int}", _job),
            Route("/status.json", _facts),
            Route("/metrics", _metrics),
            Route("/healthz", _health),
            Route("/login", _login, methods=["GET", "POST"]),
            Route("/bundles/{name:path}", _bundle),
            Route("/static/{name}", _static),
        ],
        middleware=middleware,
        exception_handlers={404: _missing, VideopipeError: _unreadable},
    )
    app.state.place = place
    return app


# Who may come in.


class _Headers:
    """Every answer is for this browser only, and no page of ours runs or shows anything from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {
                    **_HEADERS,
                    "Content-Security-Policy": OWN_POLICY,
                    "Cache-Control": "no-store",
                }.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class _Door:
    """Asks for the token, where there is one."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._token is None or scope["path"].startswith(_WITHOUT_TOKEN):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if _knows(request, self._token):
            await self._app(scope, receive, send)
        else:
            answer = HTMLResponse(
                render_login(language_of(request), failed=False), 401, {"WWW-Authenticate": "Bearer"}
            )
            await answer(scope, receive, send)


def _knows(request: Request, token: str) -> bool:
    shown = request.cookies.get(_COOKIE, "").encode()
    bearer = request.headers.get("authorization", "").encode()
    # Both are compared, whatever the first says: the time taken tells nothing.
    by_cookie = hmac.compare_digest(shown, _pass_of(token).encode())
    return hmac.compare_digest(bearer, f"Bearer {token}".encode()) or by_cookie


def _pass_of(token: str) -> str:
    """What a browser keeps: shows that the token was known, and isn't the token."""
    return hashlib.sha256(f"videopipe status {token}".encode()).hexdigest()


async def _login(request: Request) -> Response:
    place: Place = request.app.state.place
    lang = language_of(request)
    if request.method == "GET" or place.token is None:
        return HTMLResponse(render_login(lang, failed=False))
    form = parse_qs((await _body(request)).decode("utf-8", "replace"))
    if not hmac.compare_digest(form.get("token", [""])[0].strip().encode(), place.token.encode()):
        return HTMLResponse(render_login(lang, failed=True), 401)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(
        _COOKIE, _pass_of(place.token), httponly=True, samesite="strict", secure=secure, max_age=30 * 86_400
    )
    return answer


async def _body(request: Request) -> bytes:
    """At most what a form of ours has; more is cut off."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_FORM_BYTES:
            break
    return body[:_MOST_FORM_BYTES]


# Pages.


def _overview(request: Request) -> Response:
    place: Place = request.app.state.place
    status = read_status(place.work, place.now())
    return HTMLResponse(
        render_status(status, language_of(request), lambda bundle: links_of(place.out, bundle))
    )


def _job(request: Request) -> Response:
    place: Place = request.app.state.place
    found = read_job(place.work, request.path_params["number"])
    if found is None:
        return HTMLResponse(render_missing(language_of(request)), 404)
    links = links_of(place.out, found.job.bundle)
    return HTMLResponse(render_job(found, place.now(), language_of(request), links))


def _missing(request: Request, _: Exception) -> Response:
    return HTMLResponse(render_missing(language_of(request)), 404)


def _unreadable(request: Request, error: Exception) -> Response:
    """The ledger can't be read now."""
    assert isinstance(error, VideopipeError)  # noqa: S101 - as registered
    return PlainTextResponse(error.say(language_of(request)), 503)


def _facts(request: Request) -> Response:
    place: Place = request.app.state.place
    return JSONResponse(status_facts(read_status(place.work, place.now())))


def _metrics(request: Request) -> Response:
    place: Place = request.app.state.place
    text = exposition(read_status(place.work, place.now()), [("out", place.out), ("work", place.work)])
    return Response(text, media_type=CONTENT_TYPE)


def _health(request: Request) -> Response:
    """For those who restart things: no names, no figures."""
    place: Place = request.app.state.place
    status = read_status(place.work, place.now())
    if status.pulse is not None and not status.alive:
        return PlainTextResponse("the watcher is gone\n", 503)
    return PlainTextResponse("ok\n")


def _bundle(request: Request) -> Response:
    place: Place = request.app.state.place
    path = file_in(place.out, request.path_params["name"])
    if path is None:
        return HTMLResponse(render_missing(language_of(request)), 404)
    return FileResponse(
        path, headers={"Content-Security-Policy": BUNDLE_POLICY}, content_disposition_type="inline"
    )


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return HTMLResponse(render_missing(language_of(request)), 404)
    return Response(_asset(name), media_type=_STATIC[name], headers={"Cache-Control": "max-age=3600"})


@cache
def _asset(name: str) -> bytes:
    return resources.files("videopipe").joinpath("assets", "pages", name).read_bytes()


def links_of(out: Path, bundle: str) -> Mapping[str, str]:
    """Addresses of a bundle's page, quality page and poster, where they are there."""
    if not bundle:
        return {}
    try:
        below = Path(bundle).resolve().relative_to(out.resolve()).as_posix()
    except (OSError, ValueError):
        return {}
    wanted = {"page": "data/index.html", "quality": "data/qc/index.html", "poster": "data/images/poster.jpg"}
    return {
        name: "/bundles/" + quote(f"{below}/{file}")
        for name, file in wanted.items()
        if file_in(out, f"{below}/{file}") is not None
    }


def language_of(request: Request) -> str:
    """ "zh", but "en" for a browser that asks for English before Chinese."""
    return preferred(request.headers.get("accept-language", ""))


def preferred(accept: str) -> str:
    """Of an Accept-Language header (RFC 9110, 12.5.4)."""
    weights: dict[str, float] = {}
    for part in accept.split(","):
        tag, _, rest = part.strip().partition(";")
        name = tag.strip().lower().partition("-")[0]
        if name in {"zh", "en"}:
            weights.setdefault(name, _weight(rest))
    return "en" if weights.get("en", 0.0) > weights.get("zh", 0.0) else "zh"


def _weight(rest: str) -> float:
    try:
        return float(rest.strip().removeprefix("q=")) if rest.strip() else 1.0
    except ValueError:
        return 0.0


def serve(place: Place, host: str, port: int) -> None:
    """Until a signal ends it. Raises CantListen."""
    import uvicorn

    with listening(host, port) as sockets:
        config = uvicorn.Config(
            make_app(place), log_level="warning", access_log=False, server_header=False, lifespan="off",
            limit_concurrency=100, timeout_graceful_shutdown=3,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=sockets)

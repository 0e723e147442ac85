"""What every answer says about how a browser may treat it: errors, fragments and static files included."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

ALWAYS = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # no-referrer would make browsers send "Origin: null" with forms, and the cross-site check could not tell.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
# Two years. Other hosts below ours are not ours to bind, so without includeSubDomains.
HTTPS_ONLY = ("Strict-Transport-Security", "max-age=63072000")

# What says nothing of caching was made for one person at one moment. Static files say something.
NO_STORE = [("Cache-Control", "no-store"), ("Vary", "Accept, Cookie, HX-Request")]


def always(production: bool) -> list[tuple[str, str]]:
    """The headers of every answer; only in production is a browser bound to https."""
    return [*ALWAYS, HTTPS_ONLY] if production else ALWAYS


def init_app(app: Flask) -> None:
    """Wrap the whole app, and whatever wraps it already: after the static files, so that theirs have them too."""
    settings = app.config["SETTINGS"]
    wrapped = Headers(app.wsgi_app, settings.public_url, settings.production)
    app.wsgi_app = wrapped  # pyright: ignore[reportAttributeAccessIssue]  (Flask's own way to wrap, untyped)


class Headers:
    """Adds the headers as answers leave: one list, made once, which costs a tenth of setting them one by one.

    In production a request that reached the proxy by plain http is sent to https first.
    """

    def __init__(self, app: WSGIApplication, public_url: str, production: bool) -> None:
        self.app = app
        self.public_url = public_url
        self.production = production
        self.always = always(production)
        self.no_store = self.always + NO_STORE

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Callable[[bytes], object]:
            says = "Cache-Control" in dict(headers)
            return start_response(status, headers + (self.always if says else self.no_store), *failure)

        if self.production and environ.get("HTTP_X_FORWARDED_PROTO") == "http":
            start("308 Permanent Redirect", [("Location", self.secure(environ)), ("Content-Length", "0")])
            return []
        return self.app(environ, start)

    def secure(self, environ: WSGIEnvironment) -> str:
        """The same page by https, at our own address whatever the Host header says."""
        path = environ.get("PATH_INFO", "/").encode("latin-1")
        query = environ.get("QUERY_STRING", "")
        return self.public_url + quote(path) + (f"?{query}" if query else "")

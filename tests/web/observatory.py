"""What MDN's HTTP Observatory would say of an answer, from its published tests and scores.

Written down from github.com/mdn/mdn-http-observatory (src/grader/charts.js and src/analyzer/tests/ as of version 1.5,
with the scores of COOP and COEP its API has given since): everybody starts at 100, bonuses count from 90 on.
Only what a server's own answers decide is here: the +5 for a place on the browsers' HSTS preload list is not ours to
have, and the tests of certificates and of the redirect from http are the host's.
"""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser
from werkzeug.datastructures import Headers

BASE = 100
BONUSES_FROM = 90
SIX_MONTHS = 15_768_000

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


def score(headers: Headers, page: str, cookies: Iterable[str]) -> dict[str, int]:
    """Each test's points for an answer with these headers; `page`: its HTML; `cookies`: all Set-Cookie of the visit."""
    return {
        "content-security-policy": csp(headers.getlist("Content-Security-Policy")),
        "cookies": of_cookies(list(cookies)),
        "cross-origin-resource-sharing": -50 if "Access-Control-Allow-Origin" in headers else 0,
        "referrer-policy": referrer(headers.getlist("Referrer-Policy")),
        "strict-transport-security": hsts(headers.getlist("Strict-Transport-Security")),
        "subresource-integrity": integrity(page),
        "x-content-type-options": 0 if headers.getlist("X-Content-Type-Options") == ["nosniff"] else -5,
        "x-frame-options": framing(headers),
        "cross-origin-resource-policy": token(
            headers.getlist("Cross-Origin-Resource-Policy"), {"same-origin": 10, "same-site": 10, "cross-origin": 0}
        ),
        "cross-origin-opener-policy": token(
            headers.getlist("Cross-Origin-Opener-Policy"),
            {"same-origin": 10, "same-origin-allow-popups": 10, "noopener-allow-popups": 10, "unsafe-none": 0},
        ),
        "cross-origin-embedder-policy": token(
            headers.getlist("Cross-Origin-Embedder-Policy"),
            {"require-corp": 10, "credentialless": 10, "unsafe-none": 0},
        ),
    }


def total(points: dict[str, int]) -> int:
    """The score: bonuses only for who has lost little."""
    saved = BASE + sum(each for each in points.values() if each < 0)
    return max(0, saved + (sum(each for each in points.values() if each > 0) if saved >= BONUSES_FROM else 0))


def directives(policies: list[str]) -> dict[str, set[str]]:
    parts = [part.split() for policy in policies for part in policy.split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def csp(policies: list[str]) -> int:
    if not policies:
        return -25
    told = directives(policies)
    default = told.get("default-src", {"*"})
    script, style, objects = (told.get(f"{kind}-src", default) for kind in ("script", "style", "object"))
    active = set().union(*(sources for name, sources in told.items() if name not in ("img-src", "media-src")))
    passive = told.get("img-src", default) | told.get("media-src", default)
    if script & (BROAD | INLINE) or objects & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in script | style or any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if style & (BROAD | INLINE):
        return 0
    return 10 if told.get("default-src") == {"'none'"} else 5


def of_cookies(set_cookies: list[str]) -> int:
    if not set_cookies:
        return 0
    worst = 5
    for name, cookie in ((name, one) for header in set_cookies for name, one in SimpleCookie(header).items()):
        session = "sess" in name.lower() or "login" in name.lower()
        if not cookie["secure"]:
            worst = min(worst, -40 if session else -20)
        if session and not cookie["httponly"]:
            worst = min(worst, -30)
        if cookie["samesite"].lower() not in ("lax", "strict"):
            worst = min(worst, -20 if cookie["samesite"] else 0)
    return worst


def referrer(values: list[str]) -> int:
    told = {value.strip() for line in values for value in line.split(",")}
    return 0 if not told else 5 if told <= PRIVATE else -5


def hsts(values: list[str]) -> int:
    ages = [part.strip()[8:] for value in values for part in value.split(";") if part.strip().startswith("max-age=")]
    if len(values) != 1 or len(ages) != 1 or not ages[0].isdigit():
        return -20
    return 0 if int(ages[0]) >= SIX_MONTHS else -10


def integrity(page: str) -> int:
    """Stricter than the original, which is content with one: every script has to say what it must be."""
    scripts = [node.attributes for node in LexborHTMLParser(page).css("script[src]")]
    if any(urlsplit(script["src"] or "").netloc for script in scripts):
        return -5
    return 5 if scripts and all(script.get("integrity") for script in scripts) else 0


def framing(headers: Headers) -> int:
    ancestors = directives(headers.getlist("Content-Security-Policy")).get("frame-ancestors")
    if ancestors is not None and not ancestors & BROAD:
        return 5
    return 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def token(values: list[str], points: dict[str, int]) -> int:
    return 0 if not values else points.get(values[0], -5) if len(values) == 1 else -5

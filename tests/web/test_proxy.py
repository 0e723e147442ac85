"""Players behind nginx, which keeps connections to the app and shares them: nobody's refusal costs another a click."""

from __future__ import annotations

import http.client
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest

from tests import debian
from tests.serving import a_free_port, serving
from tests.waiting import eventually

FORM = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true", "Sec-Fetch-Site": "same-origin"}
# A body of each size, in bytes: gunicorn discards 64 kB by itself, a connection inside a host holds some megabytes.
SIZES = (20_000, 100_000, 900_000, 1_200_000, 4_000_000)
CLICKERS, CLICKS = 4, 60

CONF = """
daemon off;
user root;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  client_max_body_size 0;
  upstream app {{ server {app}; keepalive 8; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://app;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_request_buffering {buffering};
    }}
  }}
}}
"""


@contextmanager
def proxied(app: str, folder: Path, buffering: str = "on") -> Iterator[str]:
    """nginx before the app; the address of nginx."""
    folder.mkdir()
    port = a_free_port()
    (folder / "nginx.conf").write_text(
        CONF.format(folder=folder, app=urlsplit(app).netloc, port=port, buffering=buffering)
    )
    process = subprocess.Popen(
        [debian.require("nginx"), "-p", str(folder), "-c", "nginx.conf", "-e", str(folder / "error.log")]
    )
    try:
        eventually((folder / "nginx.pid").exists)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


class Browser(http.client.HTTPConnection):
    """A person's browser: one connection, one cookie."""

    def __init__(self, address: str) -> None:
        super().__init__(urlsplit(address).netloc, timeout=30)
        self.cookie = ""

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send_body(self, path: str, body: bytes, **headers: str) -> http.client.HTTPResponse:
        """Post a body, and read all of the answer."""
        self.request("POST", path, body, FORM | {"Cookie": self.cookie} | headers)
        answer = self.getresponse()
        answer.read()
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).partition(";")[0]
        return answer

    def post(self, path: str, **form: str) -> http.client.HTTPResponse:
        """Post a form."""
        return self.send_body(path, urlencode(form).encode())


REFUSED: dict[str, tuple[str, int, dict[str, str]]] = {
    **{f"{size} bytes": ("/logout", size, {}) for size in SIZES},
    "from another site": ("/login", 900_000, {"Sec-Fetch-Site": "cross-site"}),
    "to nowhere": ("/nowhere", 900_000, {}),
    "by nobody": ("/account/export", 900_000, {}),
}


@pytest.fixture(params=["on", "off"], ids=["nginx reads first", "nginx passes on at once"])
def address(request: pytest.FixtureRequest, new_database: Callable[..., str], tmp_path: Path) -> Iterator[str]:
    """The app behind nginx."""
    with ExitStack() as stack:
        app = stack.enter_context(serving(new_database(), tmp_path, WEB_CONCURRENCY="1"))
        yield stack.enter_context(proxied(app, tmp_path / "nginx", request.param))


def click(address: str, number: int) -> Counter[int]:
    """Sign in, make a character and click; how often each status came."""
    with Browser(address) as browser:
        browser.post("/login", name=f"Robin {number}")
        answer = browser.post("/vtm", name="Anna", form_key=str(uuid4()))
        sheet = urlsplit(answer.headers["Location"]).path
        return Counter(browser.post(f"{sheet}/ratings/strength", dots=str(1 + n % 5)).status for n in range(CLICKS))


def refuse(address: str, over: threading.Event, path: str, size: int, headers: dict[str, str]) -> Counter[int]:
    """Send what is refused, again and again; how often each status came.

    Each by a connection of its own: nginx may close one on which it has answered before it had everything.
    """
    statuses: Counter[int] = Counter()
    while not over.is_set():
        with Browser(address) as browser:
            statuses[browser.send_body(path, bytes(size), **headers).status] += 1
    return statuses


@pytest.mark.no_cover
def test_refused_uploads_cost_nobody_a_click_and_are_told_why(address):
    over = threading.Event()
    with ThreadPoolExecutor(CLICKERS + len(REFUSED)) as threads:
        refused = [threads.submit(refuse, address, over, *what) for what in REFUSED.values()]
        clicked = [threads.submit(click, address, number) for number in range(CLICKERS)]
        try:
            assert sum((each.result() for each in clicked), Counter()) == {200: CLICKERS * CLICKS}
        finally:
            over.set()
        assert set(sum((each.result() for each in refused), Counter())) <= {401, 403, 404, 413, 422}

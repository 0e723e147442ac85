"""docs/hosting.md is followed word by word: on a server of its own, which is gone afterwards.

The server is this computer's file system with a layer above it that takes every change, and its own processes and
network. What stands in for systemd reads the unit of the page. Blocks that say "elsewhere" are not run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import debian
from tests.factories import pictures
from wodsheet.assets.vendor import ROOT
from wodsheet.routes import ROUTES

PAGE = (ROOT / "docs" / "hosting.md").read_text()
SETTINGS = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "wodsheet" / "settings.py").read_text()))
BUCKET = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"}
PYTHON = Path(sys.executable).resolve()
PATH = f"/usr/local/sbin:/usr/local/bin:{PYTHON.parent}:/usr/sbin:/usr/bin:/sbin:/bin"

# The layer lies in memory. $1: an empty folder; the server's root is $1/root.
LAYER = r"""
mount -t tmpfs layer "$1" && cd "$1" && mkdir upper work root
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
mount -t proc proc root/proc
mount --rbind /dev root/dev
mount -t tmpfs run root/run
ip link set lo up
echo ready
while sleep 1; do :; done  # and end, as the first process of a server does, what nobody waits for
"""

# What systemd would do with the services of the page.
SYSTEMCTL = r"""#!/bin/bash
set -eu
unit=/etc/systemd/system/wodsheet.service
of() { sed -n "s/^$1=//p" "$unit"; }
case "$1 ${!#}" in
    daemon-reload*) ;;
    *postgresql)
        rm -rf /etc/postgresql/* /var/lib/postgresql/*
        pg_createcluster --start "$(ls /usr/lib/postgresql | sort -n | tail -1)" main > /dev/null
        ;;
    *nginx) nginx -s reload 2> /dev/null || nginx ;;
    *pgbouncer) setsid runuser -u postgres -- pgbouncer /etc/pgbouncer/pgbouncer.ini > /var/log/pgbouncer.log 2>&1 & ;;
    *wodsheet)
        if [ -e /run/wodsheet.pid ]; then
            kill "$(cat /run/wodsheet.pid)"
            while kill -0 "$(cat /run/wodsheet.pid)" 2> /dev/null; do sleep 0.1; done
        fi
        cd "$(of WorkingDirectory)"
        # shellcheck disable=SC2046
        setsid env --ignore-environment PATH="$PATH" $(of Environment) $(cat "$(of EnvironmentFile)") \
            setpriv --reuid "$(of User)" --regid "$(of User)" --init-groups $(of ExecStart) \
            >> /var/log/wodsheet.log 2>&1 &
        echo $! > /run/wodsheet.pid
        ;;
    *) exit 1 ;;
esac
"""

# Somebody signs in; who they are at Discord does not matter here. Prints their cookie.
SIGN_IN = """
from wodsheet import create_app
from wodsheet.db import connection

app = create_app()
with app.app_context():
    user = connection.run("INSERT INTO users (desk_name, name) VALUES ('Robin', 'Robin') RETURNING id", {})[0].id
    begun = "INSERT INTO sessions (user_id, expires_at) VALUES (%(user)s, now() + interval '1 day') RETURNING id"
    session_id = connection.run(begun, {"user": user})[0].id
browser = app.test_client()
with browser.session_transaction(base_url="https://localhost") as session:
    session["user"], session["session"] = user, str(session_id)
print(*[f"{each.key}={each.value}" for each in browser._cookies.values()])
"""

PREPARE = """
mkdir -p /etc/letsencrypt/live/sheets.example.org
cd /etc/letsencrypt/live/sheets.example.org
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=sheets.example.org \
    -addext subjectAltName=DNS:sheets.example.org -keyout privkey.pem -out fullchain.pem 2> /dev/null
export CURL_CA_BUNDLE=$PWD/fullchain.pem
echo '127.0.0.1 localhost sheets.example.org' > /etc/hosts
rm -f /etc/nginx/sites-enabled/*
"""

# After nginx is there: a character, a click and a picture, through it.
PLAY = r"""
cookie=$(cd /srv/wodsheet && set -a && . /etc/wodsheet/env && .venv/bin/python -c "$SIGN_IN")
ask() { curl --fail --silent --show-error --header "Cookie: $cookie" --header 'Sec-Fetch-Site: same-origin' "$@"; }
sheet=$(ask --output /dev/null --write-out '%{redirect_url}' --data name=Anna \
    --data "form_key=$(cat /proc/sys/kernel/random/uuid)" https://sheets.example.org/vtm)
ask --output /dev/null --form "picture=@$PICTURE;type=image/png" "$sheet/portraits/face"
click() { ask --header 'HX-Request: true' --data "dots=$1" "$sheet/ratings/strength" | grep --quiet "value=\"\?$1"; }
click 2
"""

CRON = r"""
grep -v '^#' /etc/cron.d/wodsheet | sed -E 's/^(\S+ ){5}root //; s/\\%/%/g' | while read -r job; do sh -c "$job"; done
ls /var/backups/wodsheet/*.zip
"""

# Checked after a block whose last line, or first word, is this.
AFTER = {
    "systemctl reload-or-restart nginx": PLAY,
    "/etc/cron.d/wodsheet": CRON,
    "wodsheet_drill": "",
}
END = r"""
click 5
count() { runuser -u postgres -- psql --tuples-only --no-align --command "$1" wodsheet; }
count "SELECT 'strength ' || (ratings->>'strength') FROM characters"
count "SELECT 'pictures ' || count(*) FROM portraits"
echo "code $(git -C /srv/wodsheet log -1 --format=%s)"
cat /var/log/wodsheet.log
"""


class Block(NamedTuple):
    """A fenced block: its language, what else its first line says, and its text."""

    language: str
    place: str
    text: str


BLOCKS = [Block(*found) for found in re.findall(r"^```(\w+) ?(.*)\n((?:.*\n)*?)```$", PAGE, re.M)]
RUN = [block for block in BLOCKS if block.place != "elsewhere"]


def script(blocks: list[Block]) -> str:
    """The blocks as one script: a file is written, commands are run, and what happened is checked in between."""
    parts = []
    for block in blocks:
        is_file = block.place.startswith("/")
        parts.append(f"cat > {block.place} <<'END-OF-FILE'\n{block.text}END-OF-FILE\n" if is_file else block.text)
        parts.append(AFTER.get(block.place if is_file else block.text.splitlines()[-1], ""))
    return "\n".join(parts)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The project as it is here, in two versions, to be cloned from."""
    folder = tmp_path / "repository"
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in filter(lambda name: (ROOT / name).exists(), names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "first")
    return folder


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Robin", "-c", "user.email=robin@example.org", "-c", "safe.directory=*")
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


class Server:
    """A server that is gone when the test is over."""

    def __init__(self, folder: Path, holder: int) -> None:
        self.root = folder / "root"
        self.holder = holder

    def run(self, script: str, *, network: bool, **environ: str) -> str:
        """Run a script as root there; what it said. ``network``: with the network of this computer, not its own."""
        spaces = ["--mount", "--pid", *([] if network else ["--net"])]
        done = subprocess.run(
            ["nsenter", f"--target={self.holder}", *spaces, "chroot", str(self.root), "bash", "-euo", "pipefail", "-s"],
            input="cd /root\n" + script,
            env={"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8"} | network_settings() | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-6000:]
        return done.stdout


def network_settings() -> dict[str, str]:
    """How pip and npm of this computer reach their packages, where it says so."""
    reaching = re.compile(r"PIP_|NPM_|SSL_|NODE_|\w+_proxy", re.I)
    return {name: value for name, value in os.environ.items() if reaching.match(name)}


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with nothing of ours on it."""
    for program in ("nginx", "pgbouncer", "pg_createcluster"):
        debian.require(program)
    folder = Path(tempfile.mkdtemp(prefix="wodsheet-server-"))
    spaces = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private"]
    layer = subprocess.Popen(
        [*spaces, "bash", "-euc", LAYER, "bash", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert layer.stdout
        assert layer.stderr
        if layer.stdout.readline() != "ready\n":
            debian.leave_out(f"a server of its own cannot be made here ({layer.stderr.read().strip()[-200:]})")
        holder = int(Path(f"/proc/{layer.pid}/task/{layer.pid}/children").read_text().split()[0])
        server = Server(folder, holder)
        # Python may lie below a folder that only root may enter.
        server.run(
            f"chmod a+x {' '.join(str(each) for each in PYTHON.parents)}\n"
            f"cat > /usr/local/bin/systemctl <<'STAND-IN'\n{SYSTEMCTL}STAND-IN\nchmod +x /usr/local/bin/systemctl\n",
            network=False,
        )
        yield server
    finally:
        layer.kill()
        layer.communicate()
        folder.rmdir()


def test_a_host_who_follows_the_page_has_players_backups_upgrades_and_a_pooler(server, repository, tmp_path):
    at_home = [block for block in RUN if block.place == "network"]
    server.run(script(at_home), network=True, REPOSITORY=f"file://{repository}")
    (repository / "CHANGELOG.md").write_text("# Newer\n")
    git(repository, "commit", "--quiet", "--all", "--message", "second")
    (tmp_path / "face.png").write_bytes(pictures.file())
    rest = script([block for block in RUN if block.place != "network"])
    said = server.run(PREPARE + rest + END, network=False, SIGN_IN=SIGN_IN, PICTURE=str(tmp_path / "face.png"))
    lines = said.splitlines()
    assert "strength 5" in lines
    assert "pictures 1" in lines
    assert "code first" in lines  # gone back to
    assert said.count("wodsheet is ready") == 4  # started, upgraded, taken back, behind the pooler
    assert "wodsheet_request_seconds_count" in said
    assert "Restored 1 players, 1 characters and 1 pictures" in said
    assert "Traceback" not in said
    if debian.find("systemd-analyze"):
        server.run("systemd-analyze verify /etc/systemd/system/wodsheet.service", network=False)


def test_the_page_names_settings_that_there_are():
    named = set(re.findall(r"^(?:echo \")?([A-Z_]+)=", "".join(block.text for block in BLOCKS), re.M))
    assert {"DATABASE_URL", "DATABASE_POOLED", "PORTRAITS", "METRICS_TOKEN"} < named
    assert named - SETTINGS - BUCKET - {"OWNER_PASSWORD", "PASSWORD", "HOME"} == set()


def test_the_proxy_lets_the_largest_body_through_and_little_more():
    megabytes = int(re.findall(r"client_max_body_size (\d+)m;", PAGE)[0])
    largest = max(route.max_body for route in ROUTES.values())
    assert largest <= megabytes * 2**20 < 1.1 * largest


def test_railway_is_told_what_the_page_says():
    assert '"healthcheckPath": "/readyz"' in (ROOT / "railway.json").read_text()


def test_readme_leads_to_the_page():
    assert "(docs/hosting.md)" in (ROOT / "README.md").read_text()

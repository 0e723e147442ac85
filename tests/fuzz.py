"""``make fuzz``: an outside program reads /openapi.json and tries everything there is, sound and unsound.

The app is started in local mode, with a data folder that is removed afterwards. Whoever does this is signed in,
makes characters and a token, as a player does. It fails on any 5xx and on any answer that is not as described.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests

from wodsheet.assets.vendor import ROOT
from wodsheet.lines import LINES

FUZZER = Path(sys.prefix) / "fuzzer" / "bin" / "schemathesis"

# For each of some ninety addresses, and each way to try them. More: EXAMPLES=200 make fuzz.
EXAMPLES = os.environ.get("EXAMPLES", "25")

# A player's limit of writes is 1,800 a minute, and what is tried shall not be that.
PACE = "1500/m"

# The lists in which every line has something.
KINDS = ["advantages", "touchstones"]

# How often what is there is asked for, rather than what is made up.
OFTEN = 0.9

# Whether something is there, and whether its words were changed meanwhile, no schema says. And what is not found need
# not be the character that was just made: it may be the entry that a body or an address names.
LEFT_OUT = ("positive_data_acceptance", "ensure_resource_availability")


@contextmanager
def served(folder: str) -> Iterator[str]:
    """The app on a data folder of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"DATA_DIR": folder, "PORT": str(port), "CHARACTER_LIMIT": "0", "WODSHEET_ENV": ""}
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    log = Path(folder) / "log"
    process = subprocess.Popen(
        [sys.executable, "-m", "wodsheet"],
        cwd=ROOT,
        env=surroundings | own,
        stdout=subprocess.PIPE,
        stderr=log.open("w"),
        text=True,
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("wodsheet is ready"):
                break
        else:
            sys.exit("The app did not start.")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)
        print("\n".join(line for line in log.read_text().splitlines() if '"level": "error"' in line))


def token(site: str) -> str:
    """A token that may write, made as a player makes one."""
    with requests.Session() as browser:
        browser.post(f"{site}/login", data={"name": "Robin"}).raise_for_status()
        made = browser.post(f"{site}/tokens", data={"name": "Fuzz", "scope": "write", "form_key": str(uuid4())})
    found = re.search(r"wod_[\w-]{43}", made.text)
    assert found, made.status_code
    return found[0]


def characters(site: str, headers: dict[str, str]) -> dict[str, dict[str, list[Any]]]:
    """For each line the ids of what is there: characters and entries to stay, some to go, and what is in the ledger."""
    there = {}
    for line in LINES:
        anna, spare = (post(f"{site}/{line}/ready", headers) for _ in range(2))
        at = f"{site}/{line}/{anna['id']}"
        entries = [post(f"{at}/lists/{kind}", headers, name="Somebody")["added"] for kind in KINDS for _ in range(4)]
        ledger = [post(f"{at}/experience/earned", headers, amount=9, reason="A night") for _ in range(3)][-1]
        outer = [entry["id"] for entries in anna["lists"].values() for entry in entries if "inside" in entry]
        there[line] = {
            "stays": [anna["id"]],
            "goes": [spare["id"]],
            "entries": entries[::2],
            "entries_to_go": entries[1::2],
            "outer": outer or [1],
            "ledger": [entry["id"] for entry in ledger["entries"]],
        }
    return there


def post(address: str, headers: dict[str, str], **form: Any) -> dict[str, Any]:
    """The record that a write with a new key is answered with."""
    answer = requests.post(address, headers=headers, json=form | {"form_key": str(uuid4())})
    answer.raise_for_status()
    return answer.json()


def settings(there: dict[str, dict[str, list[Any]]]) -> str:
    """The fuzzer's settings: which ids and lists there are, so that most of what is tried meets something."""
    said = [f"[checks.{check}]\nenabled = false" for check in LEFT_OUT]
    said.append(f"[dictionaries.lists]\nvalues = {json.dumps(KINDS)}")
    for line, ids in there.items():
        said += [f"[dictionaries.{line}_{name}]\nvalues = {json.dumps(values)}" for name, values in ids.items()]
        stays = {"path.id": f"{line}_stays"}
        in_a_list = stays | {"path.name": "lists"}
        said += [
            bound(f"^/{line}/.*/deletion$", {"path.id": f"{line}_goes"}),
            bound(f"^/{line}/.*.entry./(remove|restore)$", in_a_list | {"path.entry": f"{line}_entries_to_go"}),
            bound(f"^/{line}/.*.entry./(?!remove|restore)", in_a_list | {"path.entry": f"{line}_entries"}),
            bound(f"^/{line}/.*/corrections$", stays | {"body.entry": f"{line}_ledger"}),
            bound(f"^/{line}/.*/lists/[a-z_]+$", stays | {"body.under": f"{line}_outer"}),
            bound(f"^/{line}/(?!.*(deletion$|entry|corrections|lists))", stays),
        ]
    return "\n".join(said)


def bound(paths: str, dictionaries: dict[str, str]) -> str:
    """Which dictionaries the parts of these addresses and bodies are taken from."""
    rows = [f'"{part}" = {{ dictionary = "{name}", probability = {OFTEN} }}' for part, name in dictionaries.items()]
    return "\n".join([f"[[operations]]\ninclude-path-regex = {json.dumps(paths)}", "[operations.parameters]", *rows])


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="wodsheet-fuzz-") as folder, served(folder) as site:
        headers = {"Authorization": f"Bearer {token(site)}"}
        config = Path(folder) / "schemathesis.toml"
        config.write_text(settings(characters(site, headers)))
        words = ["--config-file", str(config), "run", f"{site}/openapi.json"]
        words += ["--header", f"Authorization: {headers['Authorization']}", "--header", "Accept: application/json"]
        words += ["--rate-limit", PACE, "--max-examples", EXAMPLES, "--generation-database", "none"]
        words += ["--continue-on-failure", "--warnings", "off", *sys.argv[1:]]
        return subprocess.run([str(FUZZER), *words], cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

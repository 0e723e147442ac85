"""Tests that need a program which is not there: left out and named, or failed in CI."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests import debian
from wodsheet.assets.vendor import ROOT

NEEDS_NGINX = """
import pytest
from tests import debian


def test_through_a_proxy(monkeypatch):
    monkeypatch.setattr(debian, "find", lambda program: None)
    debian.require("nginx")
"""


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_a_test_without_its_program_is_left_out_and_named_but_fails_in_ci(tmp_path, ci, status):
    (tmp_path / "test_proxy.py").write_text(NEEDS_NGINX)
    # Without workers: they would bring a PostgreSQL along.
    run = ["-m", "pytest", "-q", "-n", "0", "-p", "tests.conftest", "-c", os.devnull, f"--rootdir={tmp_path}"]
    done = subprocess.run(
        [sys.executable, *run, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    left_out = "Left out: 1 tests, because nginx is missing (on Debian: apt-get install nginx-light).\n"
    assert (left_out in done.stdout) == (not ci)


def test_in_ci_a_program_that_cannot_be_installed_stops_the_run(monkeypatch):
    monkeypatch.setattr(debian, "find", lambda program: None)
    monkeypatch.setattr(debian, "may_install", lambda: False)
    monkeypatch.setenv("CI", "true")
    missing = "nginx and pgbouncer and pg_createcluster"
    assert debian.main() == f"In CI no test is left out, and {missing} could not be installed."
    monkeypatch.setenv("CI", "")
    assert debian.main() is None


def test_nothing_is_installed_where_it_would_start_a_server(monkeypatch):
    monkeypatch.setattr(debian, "find", lambda program: None)
    monkeypatch.setattr(debian, "starts_services", lambda: True)
    monkeypatch.setattr(debian, "install", None)
    monkeypatch.delenv("CI", raising=False)
    assert debian.main() is None

# The words of this project; `make` alone prints them.
# Nothing is downloaded when nothing changed: the two marks in .venv are newer than what they were made from.

BIN = .venv/bin
PYTHON ?= $(firstword $(foreach python,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(python) -c 'import sys; sys.version_info >= (3, 11) and print("$(python)")' 2>/dev/null)))

help:
	@echo 'make run      set everything up and serve on http://127.0.0.1:8000 (another port: PORT=9000 make run)'
	@echo 'make test     set everything up, a browser included, and run the checks and the whole suite'
	@echo 'make check    only the checks: style, types, templates'
	@echo 'make bench    measure the speed, on the app as it is deployed'
	@echo 'make fuzz     let an outside program try all that /openapi.json describes'
	@echo 'make messages collect every sentence players read into translations/messages.pot'
	@echo 'make lock     write requirements*.txt from requirements*.in, with the hashes of all files'
	@echo 'make licences write docs/licences.md from what is installed'
	@echo 'make pictures take the pictures in README from the running app'
	@echo 'make clean    remove what make made; the data in instance/ stays'

run: .venv/local
	@exec $(BIN)/python -m wodsheet

# The types are checked beside the suite: each leaves the processors idle where the other does not.
test: style
	@$(MAKE) --no-print-directory --jobs=2 types suite

check: style types

# Some hundred processes of the suite import the app: compiled once, each begins a fifth sooner.
suite: export PYTHONDONTWRITEBYTECODE =
suite: .venv/test
	@$(BIN)/python -m wodsheet.assets
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m tests.debian
	@exec $(BIN)/python -m pytest -n auto --maxprocesses 4 --cov --cov-report=term

style: .venv/test
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check
	@$(BIN)/python -m djlint --lint --quiet templates partials
	@! LC_ALL=C.UTF-8 grep -rnE '^.{121,}' templates partials
	@$(BIN)/python -m tests.css_style

types: .venv/test
	@$(BIN)/python -m pyright --pythonpath $(BIN)/python

bench: .venv/test
	@exec $(BIN)/python -m bench

fuzz: .venv/test .venv/fuzz
	@exec $(BIN)/python -m tests.fuzz

messages: .venv/local
	@exec $(BIN)/python -m babel.messages.frontend --quiet extract --mapping-file babel.cfg --sort-by-file --project wodsheet \
		--output-file translations/messages.pot .

# One after the other: each names the versions of the one before. Versions stay as they are where they still fit.
lock: .venv/lock
	@for part in '' -local -test -fuzz -lock; do .venv/locker/bin/uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock' \
		requirements$$part.in --output-file requirements$$part.txt || exit 1; done

licences: .venv/local
	@exec $(BIN)/python -m docs.licences

pictures: .venv/test
	@$(BIN)/python -m wodsheet.assets
	@exec $(BIN)/python -m docs.pictures

clean:
	rm -rf .venv static/vendor static/built

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo 'wodsheet needs Python 3.11 or later, and none was found.'; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
		echo 'Python came without venv. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }

.venv/local: requirements.txt requirements-local.txt .venv/bin/python
	@echo 'Installing what wodsheet runs on ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-local.txt
	@touch $@

.venv/test: requirements-test.txt .venv/local
	@echo 'Installing what the tests need ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

# In an environment of its own: it tries the app from outside, and nothing it needs shall bend what the app runs on.
.venv/fuzz: requirements-fuzz.txt .venv/bin/python
	@echo 'Installing the fuzzer ...'
	@$(PYTHON) -m venv --clear .venv/fuzzer
	@.venv/fuzzer/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.txt
	@touch $@

# In an environment of its own, too: it installs nothing here, it only writes down versions and hashes.
.venv/lock: requirements-lock.txt .venv/bin/python
	@echo 'Installing what writes the lists of requirements ...'
	@$(PYTHON) -m venv --clear .venv/locker
	@.venv/locker/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-lock.txt
	@touch $@

.PHONY: help run test check suite style types bench fuzz messages lock licences pictures clean

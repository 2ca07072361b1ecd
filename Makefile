# Two commands: `make study` regenerates the study, `make test` runs every test. Both make .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: study test lab lint lock clean

study: $(INSTALLED)
	$(BIN)/fazhi run

test: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest tests
	$(BIN)/python -m pytest --nbval --nbval-current-env notebooks

lab: $(INSTALLED)
	$(BIN)/fazhi lab

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	touch $(INSTALLED)

# For maintainers: renew the lock file. It needs uv.
lock:
	uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --upgrade \
		--no-header --no-annotate --extra dev --quiet pyproject.toml --output-file requirements.lock

clean:
	rm -rf $(VENV) build

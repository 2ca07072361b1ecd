# Two commands: `make study` regenerates the study, `make test` runs every test. Both make .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --upgrade \
	--no-header --no-annotate --quiet

.PHONY: study test lab tables lock clean

study: $(INSTALLED)
	$(BIN)/fazhi run

test: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest tests
	$(BIN)/python -m pytest --nbval --nbval-current-env notebooks

lab: $(INSTALLED)
	$(BIN)/fazhi lab

# Renew the pages that are made from the declarations of tables and results.
tables: $(INSTALLED)
	$(BIN)/python -c "from analysis.export import dictionary_page as page; print(page(), end='')" > docs/tables.md
	$(BIN)/python -c "from analysis.export import results_page as page; print(page(), end='')" > docs/results.md

# jieba comes as source: what builds it is locked, too, and comes first.
$(INSTALLED): requirements-build.lock requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement requirements-build.lock
	$(PIP) --require-hashes --no-build-isolation --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --no-index --editable .
	touch $(INSTALLED)

# For maintainers: renew the lock file. It needs uv.
lock:
	$(COMPILE) --extra dev pyproject.toml --output-file requirements.lock
	printf 'setuptools\nwheel\n' | $(COMPILE) - --output-file requirements-build.lock

clean:
	rm -rf $(VENV) build

# Every target runs on a fresh clone with python3 (3.11 or newer), pip and make.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2
LANG_SHOWN ?= ja
DEMO_EXAMPLES ?= kita_sound_company kita_sole_proprietor sdgx_joint kitakyushu_stage_one

# The name holds the folder: a virtual environment copied along with its tree would go on running
# the code of the old place, so in a new place it is made anew.
VENV := .venv/made-in$(subst /,+,$(CURDIR))
INSTALLED := .venv/installed
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The reference interpreter is checked as strictly as the engine it is compared with.
TYPED := src $(wildcard tests/reference)

.DEFAULT_GOAL := help
.PHONY: help setup demo lint test test-deep coverage bench format docs schemas clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; \
		do printf '  make %-10s %s\n' "$$name" "$$text"; done

setup: $(INSTALLED) ## create .venv and install everything (quick when nothing changed)

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; try: make setup PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@touch "$@"

# durable-rules compiles C code; where that fails, only the second executor is missing.
$(INSTALLED): $(VENV) pyproject.toml constraints.txt
	$(PIP) install --quiet -c constraints.txt -e '.[dev,pdf]'
	@$(PIP) install --quiet -c constraints.txt -e '.[durable]' || { \
		echo "durable-rules を導入できませんでした。これを使う実行方式のほかは、すべて動きます。"; \
		echo "durable-rules could not be installed: all but the executor built on it works."; }
	@touch $@

demo: setup ## judge several example dossiers and explain the answers
	@for name in $(DEMO_EXAMPLES); do \
		printf '\n━━━━ %s ━━━━\n' "$$name"; \
		$(BIN)/schemeengine evaluate "examples/$$name/dossier.yaml" --lang $(LANG_SHOWN) || exit $$?; \
	done

lint: setup ## style, types and the order of the rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports --no-logo

# pytest comes last, so that its closing line is the last one printed.
test: lint ## lint, then all tests but the deep ones
	$(BIN)/pytest -q -n $(JOBS)

test-deep: setup ## the long searches
	HYPOTHESIS_PROFILE=deep $(BIN)/pytest -q -n $(JOBS) -m deep

coverage: setup ## which lines no test runs
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage report

# A peer that cannot be installed is listed as such by the run.
bench: setup ## measure speed beside the other engines
	-$(PIP) install --quiet -c constraints.txt -e '.[bench]'
	-npm ci --silent --prefix benchmarks
	$(BIN)/python -m benchmarks

format: setup ## put the Python files into the house format
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

docs: schemas ## regenerate the generated parts of docs/

schemas: setup ## write the JSON Schemas of scheme, vocabulary and dossier files
	$(BIN)/schemeengine schemas --write docs/schema

clean: ## remove everything that can be made again
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.egg-info' -type d -prune -exec rm -rf {} +

# Needs python3 (3.11 or newer), make and the package registries; everything else is set up here.
PYTHON ?= python3
BIN := .venv/bin
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready
BENCH_READY := .venv/.bench-ready


.PHONY: run setup setup-run test check format bench crash lock clean

run: $(RUN_READY)
	@exec $(BIN)/yinling run

setup: $(DEV_READY)

# What a host needs, without the test tools.
setup-run: $(RUN_READY)

test: $(DEV_READY)
	$(BIN)/python -m pytest --cov --cov-report=term

check: $(DEV_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV_READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(BENCH_READY)
	$(BIN)/python -m benchmarks

crash: $(DEV_READY)
	$(BIN)/python -m tests.crash
	$(BIN)/python -m tests.timebank.crash

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(RUN_READY): requirements/run.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(DEV_READY): requirements/dev.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@ $(RUN_READY)

# What figures are measured beside; the suite does without.
$(BENCH_READY): requirements/bench.lock $(DEV_READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	@touch $@

# For maintainers: needs uv on the PATH.
lock:
	uv pip compile pyproject.toml --group build --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements/run.lock
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements/dev.lock
	uv pip compile pyproject.toml --group dev --group bench --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements/bench.lock

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

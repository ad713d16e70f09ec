# `make demo` and `make test` are all a fresh machine needs; each installs what it lacks.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
DEMO_ENV := SECRET_KEY=demo-only-not-a-secret SITE_URL=http://127.0.0.1:8000

.PHONY: demo test check requirements messages

demo: $(VENV)/base.stamp
	@$(DEMO_ENV) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO_ENV) $(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@$(DEMO_ENV) $(BIN)/python manage.py load_samples --demo-editor
	@echo "Readers: http://127.0.0.1:8000/   Desk: http://127.0.0.1:8000/redaktion/"
	@$(DEMO_ENV) $(BIN)/gunicorn fiv_site.wsgi --bind 127.0.0.1:8000 --workers 2 --threads 4 --no-control-socket

# The whole suite on SQLite, then what uses a database again on a PostgreSQL of its own.
test: $(VENV)/dev.stamp
	@sh tests/install_services.sh
	SECRET_KEY=test $(BIN)/python -m pytest
	SECRET_KEY=test $(BIN)/python tests/with_postgres.py $(BIN)/python -m pytest -m "not browser" --ignore=tests/transcripts

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	SECRET_KEY=check $(BIN)/mypy
	$(BIN)/lint-imports
	SECRET_KEY=check $(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		SITE_URL=https://magazin.example $(BIN)/python manage.py check --deploy --fail-level WARNING

# For developers: needs uv and GNU gettext.
requirements:
	cd requirements && for f in base dev; do uv pip compile --universal --python-version 3.12 \
		--generate-hashes --no-emit-index-url --no-header $$f.in -o $$f.txt; done

messages: $(VENV)/dev.stamp
	SECRET_KEY=messages $(BIN)/python manage.py makemessages -l de --no-obsolete --no-location -i .venv -i var
	SECRET_KEY=messages $(BIN)/python manage.py compilemessages -i .venv

$(VENV)/%.stamp: requirements/%.txt
	@test -n "$(PYTHON)" || { echo "Python 3.12 or newer is needed."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

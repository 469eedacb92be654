# Every habit is one word. `make run` and `make test` set up all they need.
PYTHON ?= python3
PORT   ?= 8501
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help run test check-slow lint types data words docs audit bench bench-long screenshots pictures clean

help:          ## Say what the words mean
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: $(VENV)/run.ready          ## Serve the app on http://localhost:8501 (PORT=… changes it)
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint types data $(VENV)/browser.ready  ## Everything that CI runs
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not slow"

check-slow: $(VENV)/browser.ready  ## What takes longer: every page in every language at every width
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m slow

lint: $(VENV)/test.ready        ## Format and style of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/test.ready       ## Types, strictly
	$(BIN)/mypy

data: $(VENV)/run.ready         ## Are the collection and the examples sound?
	$(BIN)/python -m multivector check
	for folder in examples/*/; do $(BIN)/python -m multivector check $$folder || exit 1; done

words: $(VENV)/test.ready       ## Gather new texts into the message catalogues
	$(BIN)/pybabel -q extract -F babel.cfg -k say -k say_many:1,2 --no-location --sort-output --omit-header -o multivector/locales/messages.pot .
	$(BIN)/pybabel update --no-fuzzy-matching --ignore-obsolete --omit-header -i multivector/locales/messages.pot -d multivector/locales -D messages

docs: $(VENV)/run.ready         ## Write the pages of docs/ that come from the program
	$(BIN)/python -m scripts.write_docs

audit: $(VENV)/test.ready       ## Is a dependency known to be unsafe? Asks api.osv.dev
	sh scripts/audit.sh $(BIN)/pip-audit

bench: $(VENV)/browser.ready    ## How fast pages are, what they cost the server, how that grows
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.server
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.report

bench-long: $(VENV)/browser.ready  ## The same for hours: crowds, a huge collection, 10,000 reruns
	$(BIN)/python -m benchmarks.server 300
	$(BIN)/python -m benchmarks.growth 1 10 100 1000
	$(BIN)/python -m benchmarks.endurance
	$(BIN)/python -m benchmarks.report

screenshots: $(VENV)/browser.ready  ## Pictures of every page into build/screenshots
	$(BIN)/python -m tests.browser.screenshots build/screenshots

pictures: $(VENV)/browser.ready  ## Take the pictures of the guides anew, into docs/pictures
	$(BIN)/python -m tests.browser.pictures docs/pictures

$(VENV)/run.ready: requirements.txt scripts/make_venv.sh scripts/fetch_plotly.sh
	sh scripts/make_venv.sh $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	sh scripts/fetch_plotly.sh $(BIN)/python $(VENV)/share/multivector
	touch $@

$(VENV)/test.ready: $(VENV)/run.ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(VENV)/browser.ready: $(VENV)/test.ready scripts/find_browser.sh
	sh scripts/find_browser.sh $(BIN)/playwright > $(VENV)/browser.path
	touch $@

clean:         ## Remove everything that was made
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache

# Each target works on a fresh clone: it first sets up what it lacks. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup chat serve cluster train erase-old person-export person-erase backup restore test coverage mutation fuzz faults evaluate answers ranking bench pay demand transcript lint lint-deploy sbom audit fmt lock

VENV := .venv/bin
ASSISTANT := @sh launch/setup.sh assistant
# Tests at a time: more than two share processors with the servers that they start. Each file stays in one
# process. (`loadgroup` does not group with pytest 9.2: pytest-xdist's issue 1386.)
JOBS := 2
DEV := @sh launch/setup.sh dev

# Compiled files make every start many seconds shorter; Rasa sends nothing home.
unexport PYTHONDONTWRITEBYTECODE
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-34s %s\n", ($$1 == "evaluate" ? "evaluate QUESTIONS=file.jsonl" : $$1 == "pay" ? "pay FOLDER=folder" : $$1 == "demand" ? "demand FOLDER=postings" : $$1), $$2}' $(MAKEFILE_LIST)

setup: ## build the environment in .venv, with the tools for tests
	$(DEV)

chat: ## hold a conversation in the terminal
	$(ASSISTANT)
	@$(VENV)/python -m launch chat

serve: ## serve website, Slack and API (PORT=5005, ACTION_PORT=5055, CAREERBOT_ENV=development)
	$(ASSISTANT)
	@$(VENV)/python -m launch serve

erase-old: ## erase conversations that ended more than RETENTION_DAYS ago
	$(ASSISTANT)
	@$(VENV)/python -m launch erase-old

person-export: ## write all that is kept of one person (ID=web-…, FILE=person.json)
	$(ASSISTANT)
	@$(VENV)/python -m launch person export "$(ID)" $(if $(FILE),--file "$(FILE)")

person-erase: ## erase all that is kept of one person (ID=web-…)
	$(ASSISTANT)
	@$(VENV)/python -m launch person erase "$(ID)"

backup: ## copy all conversations into FILE while assistants run
	$(ASSISTANT)
	@$(VENV)/python -m launch backup "$(FILE)"

restore: ## put the copy in FILE back into an empty place
	$(ASSISTANT)
	@$(VENV)/python -m launch restore "$(FILE)"

cluster: ## serve with nginx, 2 assistants, 2 action servers, PostgreSQL, Redis (PORT=8080)
	$(ASSISTANT)
	@$(VENV)/python -m launch.cluster

train: ## fill the knowledge base and train the model, where their sources changed
	$(ASSISTANT)
	@$(VENV)/python -m launch train

test: lint train ## run everything that CI checks
	$(VENV)/python -m pytest -n $(JOBS) --dist loadfile --durations 10

coverage: train ## print which branches of the code the tests leave out
	$(DEV)
	$(VENV)/python -m pytest -n $(JOBS) --dist loadfile --cov

mutation: train ## change rules, readings and queries one at a time (NAMES=pattern), to see which change no test notices
	$(DEV)
	$(VENV)/python -m mutmut run "$(or $(NAMES),*__mutmut_3)"

fuzz: train ## send ten times as much generated bad input as the tests do
	$(DEV)
	FUZZ_TIMES=$(or $(TIMES),10) $(VENV)/python -m pytest --timeout 0 tests/bad_input

evaluate: ## measure the understanding on labelled questions
	$(DEV)
	@test -e "$(QUESTIONS)" || { echo "Careerbot: name a file: make evaluate QUESTIONS=file.jsonl" >&2; exit 1; }
	@$(VENV)/python -m launch train
	@$(VENV)/python -m nlu.evaluate "$(QUESTIONS)"

answers: ## write the answers to a file of questions, to be read
	$(ASSISTANT)
	@test -e "$(QUESTIONS)" || { echo "Careerbot: name a file: make answers QUESTIONS=file.jsonl" >&2; exit 1; }
	@$(VENV)/python -m launch train
	@$(VENV)/python -m launch.answers "$(QUESTIONS)"

faults: ## break the parts of a cluster one after another under load, and check what is stored
	$(ASSISTANT)
	@$(VENV)/python -m faults

ranking: ## learn anew when a note answers a question (some minutes)
	$(DEV)
	@$(VENV)/python -m launch train
	@$(VENV)/python -m launch.note_ranking
	@$(VENV)/python -m launch.standing_ranking

bench: train ## compare speed and memory with the bot of `rasa init`
	$(DEV)
	@sh launch/setup.sh peer
	@$(VENV)/python -m bench

pay: ## work out all pay but the official US wages anew, from a folder of published files
	$(ASSISTANT)
	@test -d "$(FOLDER)" || { echo "Careerbot: name a folder: make pay FOLDER=folder" >&2; exit 1; }
	@$(VENV)/python -m knowledge.figures.pay "$(FOLDER)"

demand: ## work out anew what employers ask for, from samples of postings
	$(ASSISTANT)
	@test -d "$(FOLDER)" || { echo "Careerbot: name a folder: make demand FOLDER=postings" >&2; exit 1; }
	@$(VENV)/python -m knowledge.figures.demand "$(FOLDER)"

transcript: ## write docs/transcript.md from a conversation held now
	$(ASSISTANT)
	@$(VENV)/python -m launch transcript

lint: lint-deploy ## check style, types and the files in deploy/
	$(DEV)
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy

lint-deploy: ## check the files in deploy/ with the checkers of their own tools
	@sh launch/setup.sh deploy
	sh deploy/lint.sh

sbom: ## list every part of server and widget in .careerbot/sbom (CycloneDX)
	@sh launch/setup.sh deploy
	@sh launch/supply.sh sbom

audit: ## ask the advisory services about every pinned package
	@sh launch/setup.sh deploy
	@sh launch/supply.sh audit

fmt: ## format the code and sort its imports
	$(DEV)
	$(VENV)/ruff check --fix --select I .
	$(VENV)/ruff format .

lock: ## pin the packages anew (UPGRADE=1: in their newest releases)
	@sh launch/lock.sh $(if $(UPGRADE),--upgrade)

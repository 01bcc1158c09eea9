#!/bin/sh
# Pin every package with its hash: one resolution (dev.txt), and three subsets that agree with it.
# Usage: launch/lock.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."

uv=$(sh launch/setup.sh uv)

compile() { # compile OUTPUT ARGUMENT...
    output=$1
    shift
    "$uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.10 \
        --custom-compile-command "make lock" --output-file "requirements/$output" "$@"
    echo "requirements/$output: $(grep -c '==' "requirements/$output") packages"
}

compile dev.txt --extra dev pyproject.toml "$@"
compile assistant.txt --constraint requirements/dev.txt pyproject.toml
compile actions.txt --constraint requirements/dev.txt --group actions
compile uv.txt --group uv "$@"

#!/bin/sh
# Pin every package with its hash: one resolution (dev.txt), two subsets that agree with it, and tools that
# stand in environments of their own.
# Usage: launch/lock.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."

uv=$(sh launch/setup.sh uv)

python=3.11 # the oldest that the pins must fit
compile() { # compile OUTPUT ARGUMENT...
    output=$1
    shift
    "$uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version "$python" \
        --custom-compile-command "make lock" --output-file "requirements/$output" "$@"
    echo "requirements/$output: $(grep -c '==' "requirements/$output") packages"
}

compile dev.txt --extra dev pyproject.toml "$@"
compile assistant.txt --constraint requirements/dev.txt pyproject.toml
compile actions.txt --constraint requirements/dev.txt --group actions
compile uv.txt --group uv "$@"
python=3.10 # as Rasa itself pins it, so without what tool.uv says of it
compile peer.txt --no-config --group peer "$@"
python=3.11
compile deploy.txt --group deploy "$@"
python=3.11 # its wheel says so, though it holds a program that needs no Python; see launch/setup.sh
compile compose.txt --group compose "$@"

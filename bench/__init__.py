"""Benchmarks: the assistant beside the bot that `rasa init` makes, in one run."""

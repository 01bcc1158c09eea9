"""Measuring the understanding on labelled questions."""

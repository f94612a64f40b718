"""Imports as verbs: planned, brought in, taken back."""

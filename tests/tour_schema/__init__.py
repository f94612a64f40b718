"""The format: what it reads, what it refuses, and in which words."""

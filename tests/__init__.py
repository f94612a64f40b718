"""The tests: sentences about behaviour, and the real servers that they run against."""

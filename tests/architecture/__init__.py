"""The laws of the house, as tests: what no single room could see on its own."""

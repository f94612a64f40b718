"""The verbs of the command line, one a file, loaded only when asked for."""

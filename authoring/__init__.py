"""Where tours are written: the store, the verbs, the web and the command line."""

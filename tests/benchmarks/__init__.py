"""Speed, measured: each module has a `run()` that yields figures; what has a peer is compared in the same run."""

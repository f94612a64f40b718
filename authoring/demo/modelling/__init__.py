"""3D models of the demo, built by script: our own, and the same bytes each time."""

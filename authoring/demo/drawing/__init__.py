"""The demo's pictures, drawn by program: our own, and so free for everybody to use."""

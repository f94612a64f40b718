"""What a tour is: the frozen models of the format, their checks and their words."""

"""What a person does, in a real browser: one file for each thing."""

"""Pictures, sound and captions: what they are, what is in them, and what is made of them.

Nothing here knows the database or the store. ``sniff`` looks at first bytes and may run anywhere; every
other module decodes foreign bytes and runs only in the child that :mod:`authoring.sandbox` starts.
"""

"""AR targets: how well a phone will find a picture again, and why not. Known before anything is printed.

``score``, ``views`` and ``asking`` are the parent's side and import no decoder; every other module looks at pixels and
runs only in the child that :mod:`authoring.sandbox` starts.
"""

"""The published folder: plain files that every phone reads, and the one file that switches them.

Layout, order of writes and why each moment is safe: ``exports/README.md``; as a specification for those who read
the folder: ``tour_schema/README.md``.
"""

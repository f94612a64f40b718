"""The rules of what may be published, one family a file.

A rule is found by being here: see :mod:`tour_schema.rule`. Its words stand in ``messages/``, its
golden cases in ``tests/tour_schema/cases/<code>/``.
"""

"""The real servers and programs that tests run against, started by the tests themselves.

Nothing here is a stand-in: PostgreSQL, an S3 server and Chromium are installed where they are
missing and may be.
"""

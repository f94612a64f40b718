"""Every verb: allowed? → domain → store → audit, in one transaction. One verb a file."""

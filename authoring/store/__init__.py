"""What the verbs share: revisions, merging, slugs, the search index."""

"""Merging two records of one human: everything of the one goes over to the other, and history keeps both."""

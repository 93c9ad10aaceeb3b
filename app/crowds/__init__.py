"""Crowds: more requests at once than can be served at once; who waits for whom, and how long."""

"""The change feed over HTTP: pages, waiting for the next change, and changes as events."""

"""The accounts of a report taken together."""

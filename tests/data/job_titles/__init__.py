"""Titles that the reading of titles is held to."""

"""Whole kinds of an account: each row once, where a list looks at all of them for each page."""

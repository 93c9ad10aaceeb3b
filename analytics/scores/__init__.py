"""Scores: each number of an account, its chains and its people under one name, for whoever compares two states."""

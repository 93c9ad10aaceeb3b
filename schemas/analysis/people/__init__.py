"""Answers about people as they are recorded."""

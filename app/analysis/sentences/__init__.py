"""Answers of analysis in words: beliefs, closeness, departures, ways to people."""

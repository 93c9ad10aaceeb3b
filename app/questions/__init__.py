"""Expensive questions: answered by worker processes, so many at once, within a deadline, while somebody waits."""

"""The log of changes with all its rows: read for an export, replayed by an import."""

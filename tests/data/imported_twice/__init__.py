"""Exports that are imported, changed and imported again: what was so stays so, what is so now is as in the last."""

"""Pure functions from an `AccountGraph` to results: no clock, no files, no sentences for people.

The instant that an answer is about, `as_of`, comes with the graph. `docs/numbers.md` defines every number.
"""

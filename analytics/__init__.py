"""Pure functions from an `AccountGraph` to results: no clock, no files, no prose; `as_of` comes with the graph."""

"""Measures of the influence graph, one file each (docs/numbers.md, Influence)."""

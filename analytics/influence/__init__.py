"""Measures of the influence graph, one file each; none imports another."""

"""Traces: what a request did and how long each part took, for a collector that somebody set up."""

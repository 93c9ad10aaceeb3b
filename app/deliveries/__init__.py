"""Delivery of the nightly report: when it is due, who receives what, and how it gets there once."""

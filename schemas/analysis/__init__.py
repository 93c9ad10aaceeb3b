"""Shapes of the computed answers, one module an endpoint under ``analysis/``."""

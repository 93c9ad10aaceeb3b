"""Asks which weaknesses are known of the packages that are installed with the service."""

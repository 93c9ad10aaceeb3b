"""Webhooks: a digest as a signed request to an address outside."""

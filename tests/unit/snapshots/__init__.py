"""Snapshots of accounts, without a store."""

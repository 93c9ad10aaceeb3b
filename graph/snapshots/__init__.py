"""Snapshots of accounts and marks of runs: what the nightly report is made from, kept beside the records."""

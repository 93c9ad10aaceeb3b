"""Snapshots: an account at one date, of which every report is made."""

"""Erases records for good: what they are reached by, where their names stand, and what stays in their place."""

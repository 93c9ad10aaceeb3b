"""Backups: one file that holds a whole store, and a store made of one."""

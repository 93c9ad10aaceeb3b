"""The script of a recorded run, a file for each part of what the service does."""

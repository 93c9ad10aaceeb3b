"""The graphs that metrics work on: who moves whom, who reports to whom, and each relation as it is recorded."""

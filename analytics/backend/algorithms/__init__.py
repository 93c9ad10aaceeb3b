"""The algorithms themselves, a file each."""

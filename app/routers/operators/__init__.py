"""What those who operate the service ask: whether it lives, and its figures."""

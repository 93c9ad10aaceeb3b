"""The organisation chart beside influence: who ranks where on it, and where it misjudges people."""

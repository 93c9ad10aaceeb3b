"""What holds for every kind of record, each promise once: kinds and their values are read from the registry."""

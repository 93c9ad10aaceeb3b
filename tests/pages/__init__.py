"""Pages of `docs/` that are made from the code, or held to it."""

"""A decision chain as lanes in a terminal: what `stakegraph chain` shows."""

"""One account in a terminal: what `stakegraph demo` shows."""

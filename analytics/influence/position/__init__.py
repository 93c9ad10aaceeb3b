"""Where a person stands in the influence graph, and what hangs on them."""

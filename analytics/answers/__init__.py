"""One module for each endpoint under ``analysis/``: it puts the metrics into the shape that callers read."""

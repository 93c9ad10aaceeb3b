"""One module an endpoint under ``analysis/``: puts what the metrics say into the shape that callers read."""

"""Work that is more than one request: imports, exports, the sample."""

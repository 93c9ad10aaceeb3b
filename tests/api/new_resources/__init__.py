"""Plain resources as a stranger would add them, one a shape: a file for `schemas/records/` and one for `cypher/`."""

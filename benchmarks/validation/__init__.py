"""How well influence agrees with the recorded ranks of real organisations: `python -m benchmarks.validation`."""

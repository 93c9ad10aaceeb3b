"""Decision chains: who decides, how likely a chain is to pass, and whose vote matters (docs/numbers.md, Decisions)."""

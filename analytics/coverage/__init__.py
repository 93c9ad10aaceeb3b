"""How much of the influence in an account we have reached (docs/numbers.md, Coverage)."""

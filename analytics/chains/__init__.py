"""Decision chains: who decides, how a decision is likely to go, and whose vote matters (analytics.md, section 4)."""

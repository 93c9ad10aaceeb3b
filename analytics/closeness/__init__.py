"""How close each of us is to each of them (analytics.md, section 2)."""

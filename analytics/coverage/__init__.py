"""How much of the influence in an account we have reached (analytics.md, section 3)."""

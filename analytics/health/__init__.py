"""How well an account is looked after, in six parts and one grade (analytics.md, section 6)."""

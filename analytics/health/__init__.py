"""How well an account is looked after, in six parts and one grade (docs/numbers.md, Health)."""

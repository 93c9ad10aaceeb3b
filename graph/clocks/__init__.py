"""How far a clock is off, and what was confirmed of it."""

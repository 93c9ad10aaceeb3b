"""How close each of us is to each of them (docs/numbers.md, Closeness)."""

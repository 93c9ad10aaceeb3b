"""What observers together believe about each person (docs/numbers.md, Beliefs)."""

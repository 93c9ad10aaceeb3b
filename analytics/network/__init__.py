"""Classical measures of one recorded relation, as textbooks define them (docs/numbers.md, Network)."""

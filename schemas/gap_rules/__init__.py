"""What the catalogue says of each gap rule in numbers and words: read by the rules, and by what checks a profile."""

"""What observers together believe about each person (analytics.md, section 5)."""

"""What changed between two moments: from the question to an answer in words."""

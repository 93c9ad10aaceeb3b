"""Counting votes: the probability that a decision passes, given how likely each voter is to say yes."""

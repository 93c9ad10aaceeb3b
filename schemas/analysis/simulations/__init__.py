"""What if: changes that are not recorded, and what they would do to the numbers of an account and a chain."""

"""Whether all that a store holds agrees with itself."""

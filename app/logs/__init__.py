"""The log: what a line says, in which form, and where it goes."""

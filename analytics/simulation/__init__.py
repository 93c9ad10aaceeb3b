"""Simulation: what the numbers would be if something were otherwise, without a write and without computing it all."""

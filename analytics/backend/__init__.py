"""Algorithms on arrays that know neither people nor settings; several metrics may use one."""

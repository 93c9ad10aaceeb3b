"""Hypothesis without a deadline: the first example imports compiled libraries, and a busy machine is no failure."""

from hypothesis import settings

settings.register_profile("analytics", deadline=None)
settings.load_profile("analytics")

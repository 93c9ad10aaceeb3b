"""What takes longer than a test may: kills under load, racing writers, stops and stalls; ``python -m tests.soak``."""

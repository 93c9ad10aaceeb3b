"""What a checkout answers, recorded and compared with what another one answers: ``python -m tests.recorded_run``."""

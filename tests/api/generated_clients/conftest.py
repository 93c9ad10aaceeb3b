"""What is run as a program of its own, beside a client that is made first, holds no tests."""

collect_ignore = ["openapi_generator/flow.py", "python/flow.py"]

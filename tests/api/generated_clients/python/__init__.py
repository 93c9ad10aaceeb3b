"""The flow of openapi-python-client, run with the client that it made on the path."""

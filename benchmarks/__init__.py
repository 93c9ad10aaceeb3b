"""The service measured side by side with what a user would write instead; `make bench` writes results.md."""

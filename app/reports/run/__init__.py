"""The run of a report: a snapshot of every account of the book at one date, on as many processes as it is given."""

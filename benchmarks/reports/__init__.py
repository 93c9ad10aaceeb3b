"""The nightly report of a book, beside what a user would write instead."""

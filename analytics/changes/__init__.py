"""Changes: what moved a number from one moment to another, the records or only time."""

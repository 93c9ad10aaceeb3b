"""What metrics of several folders are given: records as they read them, and values that one hands to another."""

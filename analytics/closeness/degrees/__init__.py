"""The four degrees of closeness that contacts give a pair, how often contact is due, and the most that it can carry."""

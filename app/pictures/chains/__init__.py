"""Pictures of a decision chain: how it stands, and through whom its voters are reached."""

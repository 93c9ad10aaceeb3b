"""What a rude client does, on purpose or not: half requests, endless ones, small ones that grow, answers unread."""

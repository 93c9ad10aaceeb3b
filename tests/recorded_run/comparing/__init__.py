"""Two recorded runs side by side: what differs, what was meant to differ, and what is left out on demand."""

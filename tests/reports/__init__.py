"""Reports from a real store: the run over the book, cut off and begun again, and what is written of it."""

"""Valid requests of every operation, changed at random: their lines, headers and bodies, as no library sends them."""

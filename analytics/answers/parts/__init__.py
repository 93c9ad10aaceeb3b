"""Parts of larger answers: each is given by an answer among others, and is a subject of its own."""

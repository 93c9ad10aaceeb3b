"""Where the closeness of a pair comes from: logged contacts, what observers assert, what a simulation assumes."""

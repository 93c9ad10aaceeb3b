"""The wrong clock of a machine, for services that tests start."""

"""How votes are counted: with what probability a decision passes, whoever the voters are."""

"""Reading of job titles: words, the vocabulary of five languages, and how words work together."""

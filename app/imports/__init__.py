"""Import of tables: CSV files of any shape, read as a mapping says, checked, joined and stored."""

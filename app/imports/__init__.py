"""Import of tables: CSV files of any shape, told by a mapping, checked, joined and stored."""

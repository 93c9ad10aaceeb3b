"""How soon a reader of the change feed has what was written."""

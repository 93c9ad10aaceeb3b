"""Names of people, firms and departments: how they are compared, found and written."""

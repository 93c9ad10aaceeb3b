"""Classical measures of one recorded relation, under their textbook definitions; none imports another."""

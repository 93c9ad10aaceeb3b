"""Numbers as people and spreadsheets write them: signs, currencies, multiples; learned from whole columns."""

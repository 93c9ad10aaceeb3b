"""Templates: a cell stands once."""

from schemas.records.templates import TEMPLATES
from tests.unit.schemas.refusals import faults, refusal, taken

DIRECTORS = {"function": "procurement", "seniority": "director", "expected": 1}


def test_cells_that_differ_in_function_or_seniority_stand_side_by_side():
    cells = [DIRECTORS, {**DIRECTORS, "seniority": "manager"}, {**DIRECTORS, "function": "finance"}]
    assert not faults(TEMPLATES, {"cells": cells})


def test_a_cell_that_stands_twice_is_refused_even_with_another_number():
    found = faults(TEMPLATES, {"cells": [DIRECTORS, {**DIRECTORS, "expected": 2}, DIRECTORS]})
    assert found == dict.fromkeys(
        ["/cells/1", "/cells/2"], "procurement x director is already in /cells/0; keep one of them"
    )


def test_a_cell_says_how_many_are_expected():
    assert taken(TEMPLATES, "cells", [DIRECTORS])[0].expected == 1
    refusal(TEMPLATES, "cells", [{"function": "procurement", "seniority": "director"}])

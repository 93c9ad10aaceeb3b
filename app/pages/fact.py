"""A fact: what is true of one field of an answer, and is not in its schema."""

from typing import NamedTuple


class Fact(NamedTuple):
    """The facts about one field.

    Attributes
    ----------
    unit : str
        Its unit; empty for what is not a number.
    by : str
        The function that defines it, by its path in `analytics`; empty where another field is the definition.
    null : str
        The reasons that answers give when it is null, separated by spaces.
    span : str
        Its range, where that says more than the schema.
    """

    unit: str = ""
    by: str = ""
    null: str = ""
    span: str = ""

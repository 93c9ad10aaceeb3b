"""Where a store is reached: all that the driver has to know."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BoltAddress:
    """One Bolt end point and how to be let in.

    Attributes
    ----------
    uri : str
        ``bolt://127.0.0.1:7687``, or any other scheme of the official driver.
    user, password : str
        Who asks; the password never shows in a log or a traceback.
    database : str
        The database that statements run in.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str

"""Ids as they are stored already: departments' made from names, and Salesforce's whose capitals a tool has lost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from app.imports.cells.dates import Unreadable
from app.imports.cells.identifiers import (
    IdForm,
    MadeId,
    is_of_eighteen,
    is_standard,
    made_id,
    name_id,
    with_capitals,
)
from app.imports.cells.shortened import whole_id
from schemas.messages.message import Message
from schemas.names.folding import folded

Key = tuple[str, str]
"""An account, and the id of one of its departments."""

Department = tuple[str, str, str]
"""An account, and id and name of one of its departments."""


MOST_DOUBTFUL = 50
"""How many ids are remembered whose last three characters do not fit."""


class StoredIds(NamedTuple):
    """Asks the store for ids, once they are needed.

    Attributes
    ----------
    made : callable
        Departments of all accounts whose ids may have been made from names in a former way.
    those_of : callable
        Those of some departments that are stored.
    of_salesforce : callable
        All ids that records have in Salesforce.
    """

    made: Callable[[], Iterable[Department]]
    those_of: Callable[[Sequence[Key]], Iterable[Department]]
    of_salesforce: Callable[[], Iterable[str]]


class KnownIds:
    """Makes the ids of one import, the same as were made before.

    Names of departments are compared as `schemas.names.folding` does it. Ids that earlier imports made from a name by
    case and width alone stay what they are: a name whose former id is stored keeps it, and so do other spellings of it.

    Attributes
    ----------
    stored : StoredIds
        Where ids are stored; nowhere until it is said.
    doubtful : set of str
        Ids of Salesforce, the first of them, whose last three characters do not fit their capitals.
    """

    def __init__(self) -> None:
        self.stored = StoredIds(lambda: (), lambda keys: (), lambda: ())
        self.doubtful: set[str] = set()
        self._spellings: dict[str, str] = {}
        self._of_salesforce: Mapping[str, str] | None = None
        self._former: set[Key] | None = None
        self._by_name: dict[tuple[str, str], str] = {}

    def made(self, text: str, form: IdForm) -> str:
        """Return the id that a cell stands for, as `made_id` does, with the capitals it is known by.

        Raises
        ------
        Unreadable
            When it is in scientific notation, or of Salesforce without its capitals, which cannot be restored.
        """
        text = whole_id(text)
        if form == "salesforce" and is_of_eighteen(text) and (restored := with_capitals(text)) != text:
            return self._as_known(text, restored)
        return made_id(text, form)

    def department(self, account: str, made: str) -> str:
        """Return the id of the department of an account whose name an id was made from; other ids as they are.

        Parameters
        ----------
        account : str
            Empty where it is not known yet.
        """
        if not isinstance(made, MadeId) or made.form != "name":
            return str(made)
        if self._former is None:
            self._former = self._learned()
        if (account, str(made)) in self._former:
            return str(made)
        plain = folded(made.text)
        return self._by_name.get((account, plain)) or str(name_id(plain))

    def _learned(self) -> set[Key]:
        """Return which departments are stored, noting those whose ids were made from their names in a former way."""
        made = list(self.stored.made())
        for account, stored, name in made:
            if stored == name_id(name):
                self._by_name.setdefault((account, folded(name)), stored)
        plain = [(account, str(name_id(name))) for account, name in self._by_name]
        known = [*made, *self.stored.those_of(plain)]
        return {(account, stored) for account, stored, _ in known} | {("", stored) for _, stored, _ in known}

    def _as_known(self, text: str, restored: str | None) -> str:
        """Return how an id is spelled that does not say itself where its capitals are, or says it wrongly.

        One that has capitals and small letters is kept as it is, whatever its last three say: of 18 characters no two
        differ in case only.
        """
        key = text.lower()
        if key not in self._spellings:
            if self._of_salesforce is None:
                self._of_salesforce = {one.lower(): one for one in self.stored.of_salesforce()}
            one_case = text in {key, text.upper()}
            known = self._of_salesforce.get(key)
            if known is None and one_case and restored is None and is_standard(text):
                raise Unreadable(Message("imports.salesforce_check", text=text))
            if not one_case and len(self.doubtful) < MOST_DOUBTFUL:
                self.doubtful.add(text)
            self._spellings[key] = known or (restored if restored and one_case else text)
        return self._spellings[key]

"""Names in sentences: people with their titles, deals, chains and steps, as they are recorded."""

from functools import cached_property
from typing import Any

from schemas.messages.message import Message
from schemas.rows.account_graph import AccountGraph


class Names:
    """What the records of an account are called; a record without a name by its id.

    Examples
    --------
    >>> Names(AccountGraph("a1", "", "", 1)).person("p1")
    'p1'
    """

    def __init__(self, account: AccountGraph) -> None:
        self._account = account

    @cached_property
    def _people(self) -> dict[str, Any]:
        return {person.id: person for person in self._account.people}

    @cached_property
    def _others(self) -> dict[str, dict[str, Any]]:
        account = self._account
        kinds: dict[str, tuple[Any, ...]] = {
            "person": account.people,
            "member": (*account.members, *account.assignees),
            "department": account.departments,
            "opportunity": account.opportunities,
            "chain": account.chains,
            "step": account.steps,
            "competitor": account.competitors,
        }
        return {kind: {each.id: each.name for each in records} for kind, records in kinds.items()}

    def of(self, kind: str, record: str) -> str | None:
        """Return the name of a record as it is recorded; None where there is none."""
        return self._others.get(kind, {}).get(record)

    def person(self, person: str) -> str | Message:
        """Return what a person of theirs is called: their name, and title where there is one."""
        name, found = self.bare(person), self._people.get(person)
        if found is None or not found.title:
            return name
        return Message("access.person_with_title", name=name, title=found.title)

    def bare(self, person: str) -> str:
        """Return a person of theirs by name alone, for a second mention."""
        return self.of("person", person) or person

    def member(self, member: str) -> str:
        """Return one of us."""
        return self.of("member", member) or member

    def deal(self, opportunity: str) -> str:
        """Return an opportunity."""
        return self.of("opportunity", opportunity) or opportunity

    def chain(self, chain: str) -> str:
        """Return a decision chain."""
        return self.of("chain", chain) or chain

    def step(self, step: str) -> str:
        """Return a step of a chain."""
        return self.of("step", step) or step

    def competitor(self, competitor: str) -> str:
        """Return a competitor of ours."""
        return self.of("competitor", competitor) or competitor

    def department(self, department: str) -> str:
        """Return a unit of theirs."""
        return self.of("department", department) or department

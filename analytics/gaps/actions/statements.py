"""What to talk about: the value statement that fits a person best."""

from analytics.deals import is_open
from analytics.departments import primary_departments
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import ValueStatementNode


def fitting_statement(account: AccountGraph, person: str | None, deal: str | None) -> ValueStatementNode | None:
    """Return the value statement that fits a person best; None where none was written for the deal.

    Of the deal, else of the open deals in which the person has a stake, one that is aimed at the person comes first,
    then one that is aimed at nobody in particular, then one that is aimed at somebody of their department. What the
    person objected to, and what landed with them, is not said again. Of equal ones the first by id.
    """
    if person is None or not account.value_statements:
        return None
    chains = {stake.chain for stake in account.stakes if stake.person == person}
    theirs = {chain.opportunity for chain in account.chains if chain.id in chains}
    open_deals = {each.id for each in account.opportunities if is_open(each)}
    wanted = {deal} if deal else theirs & open_deals
    found = [each for each in account.value_statements if each.opportunity in wanted and each.text]
    departments = primary_departments(account)
    colleagues = {each for each, unit in departments.items() if unit == departments.get(person)}
    for fits in ({person}, set[str](), colleagues):
        for each in sorted(found, key=lambda statement: statement.id):
            aimed = set(each.aimed_at or ())
            if (aimed & fits if fits else not aimed) and not _reactions(each, person) & {"landed", "objected"}:
                return each
    return None


def _reactions(statement: ValueStatementNode, person: str) -> set[str]:
    return {str(each.get("reaction")) for each in statement.deliveries or () if each.get("person") == person}

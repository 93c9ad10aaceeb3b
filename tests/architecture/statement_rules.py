"""House rules of statements: what both engines accept, answer alike and answer fast."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_TEXT = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|//[^\n]*|/\*.*?\*/", re.DOTALL)
_HOP = re.compile(r"-\[[^\]]*\*\s*(?P<bounds>[\d.]*)[^\]]*\]-")
_BARE_NODE = re.compile(r"(?:\b(?:MATCH|MERGE|CREATE)\s+|,\s*|[-<>]\s*)\((?P<name>\w*)\)")
_NODE_LABELS = re.compile(r"\(\w*:(\w+)")
_TYPES = re.compile(r"-\[\w*:([\w|]+)")


class Rule(NamedTuple):
    """One rule: what breaks it is found by ``find``; ``bad`` breaks it and ``good`` is the nearest that does not."""

    name: str
    reason: str
    find: Callable[[str], Iterator[str]]
    bad: str
    good: str


def code(statement: str) -> str:
    """Return a statement without its texts and comments, where a rule could see what is not there."""
    return _TEXT.sub("''", statement)


def found(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Callable[[str], Iterator[str]]:
    """Return a search for a pattern."""
    compiled = re.compile(pattern, flags)
    return lambda statement: (match.group() for match in compiled.finditer(statement))


_LEADS_OUT = re.compile(r"\(\w*:\w+[^()]*\)-\[\w*:\w+\]->$")
"""A typed edge from a labelled node, up to where its far end would stand."""


def unbounded_hops(statement: str) -> Iterator[str]:
    """Find paths of any length."""
    return (hop.group() for hop in _HOP.finditer(statement) if not re.fullmatch(r"\d+|\d*\.\.\d+", hop["bounds"]))


def bare_nodes(statement: str) -> Iterator[str]:
    """Find nodes that have no label here and were not bound before; what a typed edge leads to is not looked up."""
    for node in _BARE_NODE.finditer(statement):
        before = statement[: node.start() + 1]
        if node.group().endswith("()") and _LEADS_OUT.search(before):
            continue
        if not node["name"] or not re.search(
            rf"\({node['name']}\s*:|\bAS\s+{node['name']}\b|\b{node['name']}\s+IN\b", before
        ):
            yield node.group()


def pages_without_order(statement: str) -> Iterator[str]:
    """Find limits whose rows depend on the order in which an engine happens to find them."""
    for limit in re.finditer(r"\bLIMIT\b", statement):
        clause = re.split(r"\b(?:RETURN|WITH)\b", statement[: limit.start()])[-1]
        if "ORDER BY" not in clause:
            yield limit.group()


def labels(statement: str) -> set[str]:
    """Return the labels of nodes in a statement."""
    return set(_NODE_LABELS.findall(code(statement)))


def relationship_types(statement: str) -> set[str]:
    """Return the types of relationships in a statement."""
    return {kind for kinds in _TYPES.findall(code(statement)) for kind in kinds.split("|")}


RULES = [
    Rule(
        "a look-up by account and id names its index",
        "While its statistics are old, Neo4j scans the account's index for every row: 5.7 s for 1,000 edges.",
        found(r"\bMATCH \(\w+:\w+ \{account_id: [\w.$]+, id: [^}]+\}\)[^\n]*\n(?!USING INDEX SEEK )"),
        "MATCH (person:Person {account_id: $account_id, id: $id})\nRETURN person.name",
        "MATCH (p:Person {account_id: $account_id, id: $id})\nUSING INDEX SEEK p:Person(account_id, id)\nRETURN p.name",
    ),
    Rule(
        "no version prefix",
        "A statement is one of Cypher 5 and 25 alike; the embedded engine knows no prefix.",
        found(r"^\s*CYPHER\s+\d+"),
        "CYPHER 25 RETURN 1",
        "MATCH (n:CYPHER) RETURN n.id",
    ),
    Rule(
        "no plug-ins",
        "APOC and GDS are not there on every Neo4j and never on the embedded engine.",
        found(r"\b(apoc|gds)\.\w+"),
        "RETURN apoc.text.clean('a')",
        "RETURN row.apocalypse",
    ),
    Rule(
        "own ids",
        "Ids of an engine are reused, differ between engines and change when data is moved.",
        found(r"\b(elementId|id)\s*\("),
        "MATCH (n:Person) RETURN elementId(n)",
        "MATCH (n:Person) RETURN n.id",
    ),
    Rule(
        "one label a lookup",
        "A lookup by alternative labels uses no index.",
        found(r"\(\s*\w*\s*:\s*\w+\s*[|&%!]"),
        "MATCH (n:Person|Department {id: $id}) RETURN n",
        "MATCH (a:Person)-[r:LEADS|JOINS]->(b:Person) RETURN r",
    ),
    Rule(
        "a label on every node looked up",
        "A node without a label is looked for among all nodes of all accounts.",
        bare_nodes,
        "MATCH (person)-[:MEMBER_OF]->(unit:Department) RETURN person",
        "MATCH (person:Person) MATCH (person)-[:MEMBER_OF]->(unit:Department)-[:PART_OF]->() RETURN unit",
    ),
    Rule(
        "bounded paths",
        "A path of any length takes for ever on a circle of a thousand people.",
        unbounded_hops,
        "MATCH (a:Unit)-[:PART_OF*]->(b:Unit) RETURN b",
        "MATCH (a:Unit)-[:PART_OF*1..8]->(b:Unit) RETURN [x IN a.sizes | x * 2]",
    ),
    Rule(
        "no paths by quantifier or by SHORTEST",
        "The embedded engine does not know them.",
        found(r"\b(ALL\s+)?SHORTEST\b|\bshortestPath\s*\(|\ballShortestPaths\s*\(|\)\s*(\{\d*,\d*\}|[+*])\s*\("),
        "MATCH p = SHORTEST 1 (a:Person)-->+(b:Person) RETURN p",
        "RETURN (1 + 2) * 3",
    ),
    Rule(
        "clauses of both versions",
        "LET, FILTER, FOR and NEXT are of Cypher 25 only.",
        found(r"(?:^|\s)(LET|FILTER|NEXT)\s", re.NOFLAG),
        "MATCH (n:Person) LET x = n.name RETURN x",
        "MATCH (n:Person) RETURN n.letter AS filter",
    ),
    Rule(
        "time and chance are parameters",
        "An answer depends on what it was asked, never on the clock of an engine; native times lose their zone in one.",
        found(r"\b(date|datetime|localdatetime|time|localtime|timestamp|rand|randomUUID)\s*[.(]"),
        "RETURN datetime()",
        "MATCH (n:Person) WHERE n.time <= $as_of RETURN n.date",
    ),
    Rule(
        "pages by key",
        "SKIP reads what it leaves out, and shifts when something is written meanwhile.",
        found(r"\b(SKIP|OFFSET)\b"),
        "MATCH (n:Person) RETURN n.id ORDER BY n.id SKIP 10",
        "MATCH (n:Person) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $limit",
    ),
    Rule(
        "an order before every limit",
        "Without an order the page is whatever an engine finds first.",
        pages_without_order,
        "MATCH (n:Person) WITH n ORDER BY n.id RETURN n.id LIMIT 2",
        "MATCH (n:Person) RETURN n.id ORDER BY n.id LIMIT 2",
    ),
    Rule(
        "portable schema",
        "Community Edition has no keys and no existence constraints; full text differs between the engines.",
        found(r"\bIS\s+(NODE|RELATIONSHIP|REL)?\s*KEY\b|\bREQUIRE\b.*\bIS\s+NOT\s+NULL\b|\bFULLTEXT\b|\bIS\s+::"),
        "CREATE CONSTRAINT k IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS NODE KEY",
        "CREATE CONSTRAINT k IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE",
    ),
    Rule(
        "schema that may be there already",
        "A migration that was interrupted is run again.",
        found(
            r"\bCREATE\s+(CONSTRAINT|INDEX)\s+\w+\s+(?!IF\s+NOT\s+EXISTS)|\bDROP\s+(CONSTRAINT|INDEX)\s+\w+\s*(?!.*IF\s+EXISTS)"
        ),
        "CREATE INDEX k FOR (n:Person) ON (n.id)",
        "CREATE INDEX k IF NOT EXISTS FOR (n:Person) ON (n.id)",
    ),
    Rule(
        "subqueries say what they see",
        "CALL without a list of variables is deprecated in Neo4j, and IN TRANSACTIONS commits in halves.",
        found(r"\bCALL\s*\{|\bIN\s+(\w+\s+)?(CONCURRENT\s+)?TRANSACTIONS\b"),
        "CALL { RETURN 1 AS x } RETURN x",
        "MATCH (n:Person) CALL (n) { RETURN n.id AS x } RETURN x",
    ),
    Rule(
        "one statement",
        "A driver sends one statement at a time.",
        found(r";"),
        "RETURN 1; RETURN 2",
        "RETURN ';'",
    ),
]

EXCEPTIONS = {
    ("time and chance are parameters", "clock_marks.look"): "asks for nothing but the clock of the store",
}
"""Rule and statement -> why it may."""

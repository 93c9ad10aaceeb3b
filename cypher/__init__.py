"""Every statement of this service, one ``.cypher`` file per resource, and the loader that reads them.

A statement stands under a head of comment lines::

    // name: get
    // What it does, in a sentence.
    // mode: read
    // example: {"account_id": "a1", "id": "p1"}
    MATCH ...

Its full name is ``<file>.<name>``. A line ``// include: page`` stands for the text of ``fragments/page.cypher``, which
many statements share; a fragment's example gives the parameters it needs.

A plain resource says in the head of its file which shapes it has, and writes out only the statements that are its own::

    // shape: account_node
    // label: Person
    // kind: person
    // prose: person, people
    // example: {"name": "Ada"}

Every statement of a shape (``shapes/account_node.cypher``) is then one of its own, with its label, ends and names in
the places of ``{{label}}`` and the like (`cypher.expansion`, `cypher.heads`). A shape names the lines that a head must
have. Two more may be there: ``further`` for values that only a new record of an example has, and ``own`` for
statements of the shape that the file writes out itself. Anything else is refused.

What is expanded is static: the same text in every process, printed by ``stakegraph statements``, linted and run from
its example like any other.
"""

from cypher.loading import statement, statements
from cypher.statement import Mode, Statement, StatementError

__all__ = ["Mode", "Statement", "StatementError", "statement", "statements"]

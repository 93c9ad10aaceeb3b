"""The command of docs/validation.md on made-up organisations, so small that everything can be counted by hand."""

from pathlib import Path

import pytest

from benchmarks.validation.agreement import Estimate
from benchmarks.validation.mail_organisations import Mailing, as_contacts, counted, each_once, mailed
from benchmarks.validation.organisations import consulting, research
from benchmarks.validation.tables import Compared, auc_table, compared, scores, summary, tau_table, verdict
from benchmarks.validation.validation import written

MADE_UP = {
    "krackhardt_hightech/nodes.csv": "id,level,department\n1,1,0\n2,2,1\n3,3,1\n",
    "krackhardt_hightech/reports_to.csv": "from,to\n2,1\n3,2\n",
    "krackhardt_hightech/advice.csv": "from,to\n2,1\n3,1\n3,2\n",
    "krackhardt_hightech/friendship.csv": "from,to\n1,3\n2,3\n",
    "lazega_lawfirm/nodes.csv": "id,seniority\n1,30\n2,9\n3,1\n",
    "lazega_lawfirm/advice.csv": "from,to\n2,1\n3,1\n",
    "cross_parker/consulting_nodes.csv": "id,org_level,title\n1,5,Partner\n2,1,Research Assistant\n3,1,\n",
    "cross_parker/consulting_advice.csv": "from,to,value\n2,1,5\n1,2,1\n3,1,0\n3,2,3\n",
    "cross_parker/manufacturing_rd_nodes.csv": "id\n1\n2\n",
    "cross_parker/manufacturing_rd_advice.csv": "from,to,value\n2,1,6\n",
    "enron_ferc_reporting/employees.csv": "person_id,title,group,reports_to_id\nE1,VP Trading,Gas,\n"
    "E2,Mgr Trading,Gas,E1\nE3,Analyst,Gas,E2\nE4,,,\n",
    "enron_ferc_reporting/pair_counts.csv": "from_id,to_id,messages\nE2,E1,10\nE3,E1,20\nE3,E2,1\nE4,E4,9\n",
    "enron_ferc_reporting/jhu_account_map.csv": "person_id,jhu_account_id\nE1,7\nE1,8\nE2,9\nE3,10\n",
    "enron_jhu/messages.csv": (
        "from,to,sent_at\n9,7,1979-12-31T21:00:00Z\n9,7,2001-01-01T00:00:00Z\n9,8,2001-01-01T00:00:00Z\n"
        "10,8,2001-01-02T00:00:00Z\n7,8,2001-01-03T00:00:00Z\n10,11,2001-01-04T00:00:00Z\n"
    ),
    "manufacturing_email/communication.csv": (
        "sender,recipient,sent_at\n1,86,2010-01-02 17:40:10\n1,86,2010-01-02 17:40:10\n86,2,2010-02-02 09:00:00\n"
    ),
    "email_eu_core/departments.csv": "id,department\n0,1\n1,1\n2,2\n3,2\n",
    "email_eu_core/edges.csv": "from,to\n0,1\n1,0\n2,3\n3,3\n1,2\n",
}

LEVELS = "id,reports_to,account_kind,management_level\n86,86,employee,1\n1,86,employee,3\n2,86,technical,3\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in MADE_UP.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def unfilled(page: str) -> str:
    """Return the page without the ends of its lines."""
    return " ".join(page.split())


def test_the_page_says_what_was_counted(data):
    page = unfilled(written(data))
    assert "| Krackhardt's managers, advice | 3 | level, 3 | 1.00 (1.00 to 1.00) | 1.00 (1.00 to 1.00) | +.00" in page
    assert "| Krackhardt's managers, friendship | 3 | level, 3 | .17 (" in page, "3 above 1 and 2, who tie: half of 3"
    assert "**Enron's mailboxes** (4 people)" in page
    assert "Counted simply, 75% of the ties stay within a department, where 33% would by chance." in page
    assert "receiver moves: place 2 of 3 by influence, place 1 of 3 by people, place 1 of 3 by mails" in page
    lines = "| Krackhardt's managers | 3 | 2 | 2 | 2 | .67 ("
    assert lines in page, (
        "1 above 2 above 3: along lines that weak the middle, who has both, comes before the top: one pair of three"
    )
    assert "$" not in page


def test_no_line_but_of_a_table_is_long(data):
    assert all(len(line) <= 120 or line.startswith("|") for line in written(data).splitlines())


def test_the_same_data_give_the_same_page(data):
    assert written(data) == written(data)


def test_ranks_that_are_not_there_are_said_to_be_missing_and_taken_where_they_are(data):
    before = unfilled(written(data))
    assert before.count("Our copy of the data has no ranks, so nothing is compared.") == 2
    assert "| Manufacturing" not in before
    (data / "manufacturing_email/employees.csv").write_text(LEVELS, encoding="utf-8")
    assert "| Manufacturing, receiver moves | 2 | level, 3 | 1.00 (1.00 to 1.00) |" in written(data)


def test_who_is_asked_moves_who_asks_the_more_the_oftener(data):
    edges = {(edge.source, edge.target): edge.strength for edge in consulting(data).graph.influences}
    assert edges == {("1", "2"): 1.0, ("2", "3"): 0.5}, "1 is never, 0 is unknown"
    assert [(edge.source, edge.target, edge.strength) for edge in research(data).graph.influences] == [("1", "2", 1.0)]


def test_mails_are_read_both_ways_and_counted_in_the_same_direction():
    mailing = Mailing(
        "made_up", "Made up", "level", {"ada": 2, "bo": 1, "cy": 0}, {("bo", "ada"): 10, ("di", "bo"): 20}
    )
    received, sent = (mailed(mailing, sender_moves=way) for way in (False, True))
    assert [edge[1:4] for edge in received.graph.influences] == [("ada", "bo", 0.5), ("bo", "di", 0.75)]
    assert [edge[1:4] for edge in sent.graph.influences] == [("bo", "ada", 0.5), ("di", "bo", 0.75)]
    assert received.baselines["mails"] == {"ada": 10.0, "bo": 20.0, "di": 0.0}
    assert sent.baselines["people"] == {"ada": 0.0, "bo": 1.0, "di": 1.0}
    assert received.ranks == {"ada": 2, "bo": 1}, "cy never mailed"


def test_mails_as_interactions_are_contacts_both_ways():
    mails = each_once([("bo", "ada", "2010-01-02T00:00:00Z"), ("bo", "ada", "2010-01-02T00:00:00Z")])
    found = as_contacts(Mailing("made_up", "Made up", "level", {}, counted(mails)), mails)
    contacts = [(each.people, each.members, each.direction) for each in found.graph.interactions]
    assert contacts == [(["bo"], ["ada"], "inbound"), (["ada"], ["bo"], "outbound")]
    assert found.graph.influences == ()
    near = scores(found)
    assert near["bo"] > near["ada"] > 0, "who wrote is nearer than who was written to"


def one_above_all(people: int) -> Compared:
    """Return an organisation in which the highest of so many ranks moves all others, who move nobody."""
    names = [f"p{number:02}" for number in range(people)]
    ranks = {name: float(place) for place, name in enumerate(names)}
    counts = {(names[-1], name): 1.0 for name in names[:-1]}
    return compared(mailed(Mailing("x", "X", "rank", ranks, counts), sender_moves=True))


def test_a_row_shows_value_interval_and_difference():
    """By hand: of 45 pairs 9 are told apart, all rightly, 36 tie: (9 + 18) / 45."""
    row = one_above_all(10)
    assert row.agreement.auc.value == pytest.approx(27 / 45, abs=1e-12)
    assert "| X, sender moves | 10 | rank | .60 (" in auc_table([row])
    assert auc_table([row]).endswith("| +.00 (+.00 to +.00) |")
    assert tau_table([row]).splitlines()[-1].startswith("| X, sender moves | +.45 (")


def test_words_claim_no_more_than_the_interval():
    """Who moves all is left out of some resamples, in which all tie: the interval begins at a coin."""
    row = one_above_all(10)
    assert row.agreement.auc.low == 0.5
    assert verdict(row) == "Influence cannot be told from chance; it is not told apart from counting people or mails."
    better = {"people": row.agreement._replace(auc=Estimate(0.7, 0.6, 0.8), auc_difference=Estimate(0.1, 0.01, 0.2))}
    worse = {"mails": row.agreement._replace(auc_difference=Estimate(-0.1, -0.2, -0.01))}
    assert verdict(row._replace(beside=better | worse)) == (
        "Influence agrees with rank; it is better than counting people and worse than counting mails."
    )
    assert summary([row, row._replace(beside=better | worse)]) == (
        "In 1 of 2 readings influence agrees with rank beyond chance. Of 4 comparisons with a simple count it is "
        "better in 1, worse in 1, and not told apart in 2."
    )

"""The record of a rule: of nothing no share is known, and counts and shares agree whatever was said and done."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.gaps.catalogue.record import OF_JUDGEMENTS, record_of_rule
from schemas.rows.rule_gaps import RuleGap
from tests.nightly import examples

words = st.fixed_dictionaries({"by": st.sampled_from(["kim", "lea"]), "verdict": st.sampled_from(OF_JUDGEMENTS)})
gaps = st.builds(
    RuleGap,
    account=st.sampled_from(["a1", "a2"]),
    is_open=st.booleans(),
    times_opened=st.integers(1, 3),
    muted=st.booleans(),
    feedback=st.lists(words, max_size=4),
    actions=st.lists(st.sampled_from(["open", "done", "dropped"]), max_size=3),
)


def test_a_rule_that_saw_nothing_has_no_shares_and_says_why():
    found = record_of_rule("overdue-contact", [])
    assert set(found.shares.model_dump().values()) == {None}
    assert found.reasons == {
        **dict.fromkeys(("open", "muted", "acted_on"), "no_gaps"),
        **dict.fromkeys(OF_JUDGEMENTS, "no_feedback"),
        "done": "no_actions",
    }


@given(st.lists(gaps, max_size=8))
@settings(max_examples=examples(40))
def test_counts_add_up_and_a_share_is_null_exactly_where_its_reason_stands(seen):
    found = record_of_rule("overdue-contact", seen)
    assert found.judgements == found.right + found.wrong + found.known
    assert found.judgements == sum(len({word["by"] for word in gap.feedback}) for gap in seen)
    assert found.done <= found.acted_on <= found.gaps <= found.opened or not seen
    shares = found.shares.model_dump()
    assert {name for name, share in shares.items() if share is None} == set(found.reasons)
    if found.judgements:
        assert abs(sum(shares[name] for name in OF_JUDGEMENTS) - 1) < 1e-12

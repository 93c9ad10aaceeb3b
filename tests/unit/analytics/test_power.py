"""Power of votes: exact up to 25 voters, equal to every coalition tried, else sampled within the stated error."""

import json
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analytics.chains.power import Power, power
from analytics.context import Context
from analytics.votes.ballots import Ballot, Decision, OpenStep
from analytics.votes.passing import swings
from analytics.votes.pivots import decisive_shares, pivotal_shares
from schemas.settings.analysis_settings import AnalysisSettings
from tests.data.shared_folders import shared_folder
from tests.nightly import examples
from tests.unit.analytics import slow_power
from tests.unit.analytics.decisions import chains

SETTINGS = AnalysisSettings()
EXACTLY = 1e-12


def game(weights: list[int], quota: int) -> Decision:
    """Return a weighted game: one step that passes when the yeses weigh the quota."""
    names = [f"v{number:02}" for number in range(len(weights))]
    ballots = tuple(Ballot(name, weight, False) for name, weight in zip(names, weights, strict=True))
    return Decision("open", (OpenStep("s1", ballots, quota),), tuple(names))


def found(decision: Decision, seed: int = 1) -> Power:
    answer = power(decision, SETTINGS, seed)
    assert answer is not None
    return answer


@st.composite
def drawn_games(draw: st.DrawFn) -> Decision:
    """Draw up to seven voters on up to four steps, with vetoes, weights of 0 and needs that nobody can meet."""
    names = [f"v{number}" for number in range(draw(st.integers(1, 7)))]
    steps = []
    for number in range(draw(st.integers(1, 4))):
        voting = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        ballots = tuple(Ballot(name, draw(st.integers(0, 9)), draw(st.integers(0, 9)) == 0) for name in sorted(voting))
        steps.append(OpenStep(f"s{number}", ballots, draw(st.integers(0, 1 + sum(each.counts for each in ballots)))))
    voters = sorted({ballot.person for step in steps for ballot in step.ballots})
    return Decision("open", tuple(steps), tuple(voters))


@given(drawn_games())
@settings(max_examples=examples(3000), deadline=None)
def test_both_indices_equal_what_every_coalition_says(decision):
    answer = found(decision)
    assert answer.method == "exact"
    assert answer.banzhaf == pytest.approx(slow_power.banzhaf(decision), abs=EXACTLY)
    assert answer.shapley_shubik == pytest.approx(slow_power.shapley_shubik(decision), abs=EXACTLY)


@given(chains(most=5))
@settings(max_examples=examples(150), deadline=None)
def test_the_chain_of_an_account_is_that_game(account):
    context = Context(account, SETTINGS, "c1")
    assume(context.decision.state == "open")
    assert context.power is not None
    assert context.power.banzhaf == pytest.approx(slow_power.banzhaf(context.decision), abs=EXACTLY)


@given(drawn_games())
@settings(max_examples=examples(150), deadline=None)
def test_each_index_sums_to_one_or_nobody_can_pass_the_chain(decision):
    answer = found(decision)
    can_pass = slow_power.wins(decision, set(decision.voters))
    passes_anyway = slow_power.wins(decision, set())
    for index in (answer.banzhaf, answer.shapley_shubik):
        assert sum(index.values()) == pytest.approx(1.0 if can_pass and not passes_anyway else 0.0, abs=EXACTLY)


@given(drawn_games())
@settings(max_examples=examples(600), deadline=None)
def test_with_all_others_at_a_half_swing_is_the_banzhaf_measure(decision):
    """The share of the coalitions of the others in which a vote alone decides; normalised, it is the Banzhaf index."""
    even = dict.fromkeys(decision.voters, 0.5)
    swing = {voter: each.value for voter, each in swings(decision, even, SETTINGS, 1).items()}
    coalitions = 2 ** (len(decision.voters) - 1)
    assert swing == pytest.approx(
        {voter: len(slow_power.decided_by(decision, voter)) / coalitions for voter in decision.voters}, abs=EXACTLY
    )
    total = sum(swing.values())
    shares = {voter: value / total if total else 0.0 for voter, value in swing.items()}
    assert found(decision).banzhaf == pytest.approx(shares, abs=EXACTLY)


@given(drawn_games(), st.data())
@settings(max_examples=examples(150), deadline=None)
def test_power_knows_no_names_and_no_order(decision, data):
    names = data.draw(st.permutations([f"w{number}" for number in range(len(decision.voters))]))
    new = dict(zip(decision.voters, names, strict=True))
    steps = [
        step._replace(ballots=tuple(sorted(each._replace(person=new[each.person]) for each in step.ballots)))
        for step in data.draw(st.permutations(decision.steps))
    ]
    renamed = found(Decision("open", tuple(steps), tuple(sorted(names))))
    for index in ("banzhaf", "shapley_shubik"):
        expected = {new[voter]: value for voter, value in getattr(found(decision), index).items()}
        assert getattr(renamed, index) == pytest.approx(expected, abs=EXACTLY)


@pytest.mark.parametrize("voters", [24, 25])
def test_the_largest_chains_that_are_counted_agree_with_a_sample(voters):
    """Different weights, shared steps and a veto: five errors of 10,000 draws are missed once in 10^6."""
    names = [f"v{number:02}" for number in range(voters)]
    steps = [
        OpenStep(f"s{k}", tuple(Ballot(v, 1 + (7 * n + 31 * k) % 97, n == k) for n, v in enumerate(names)), 500)
        for k in range(3)
    ]
    decision = Decision("open", tuple(steps), tuple(names))
    pivotal = pivotal_shares(decision, 10_000, 5)
    for value, drawn in zip(found(decision).shapley_shubik.values(), pivotal.tolist(), strict=True):
        assert abs(value - drawn) <= 5 * (max(value, 1e-4) / 10_000) ** 0.5


def test_every_body_of_the_reference():
    for name, body in json.loads((shared_folder("reference") / "power_indices.json").read_text()).items():
        answer = found(game(body["weights"], body["quota"]))
        swings = body["swings"]
        banzhaf = [Fraction(each, sum(swings)) for each in swings]
        assert list(answer.banzhaf.values()) == pytest.approx(banzhaf, abs=EXACTLY), name
        orders = [Fraction(each) for each in body["shapley_shubik"]]
        assert list(answer.shapley_shubik.values()) == pytest.approx(orders, abs=EXACTLY), name


def test_the_security_council():
    """Five permanent members with a veto and ten others, nine votes needed: 421/2145 and 4/2145, in print."""
    answer = found(game([7] * 5 + [1] * 10, 39))
    assert list(answer.shapley_shubik.values()) == pytest.approx([421 / 2145] * 5 + [4 / 2145] * 10, abs=EXACTLY)
    assert list(answer.banzhaf.values()) == pytest.approx([848 / 5080] * 5 + [84 / 5080] * 10, abs=EXACTLY)


def test_twenty_five_alike_share_all_power_exactly():
    answer = found(game([1] * 25, 13))
    assert answer.method == "exact"
    assert list(answer.shapley_shubik.values()) == pytest.approx([1 / 25] * 25, abs=EXACTLY)


def test_twenty_five_of_whom_one_has_a_veto_and_one_only_weight():
    """A veto holder beside 24 of weight 1 of whom 12 are needed: pivotal where 12 or more of these come before."""
    names = [f"v{number:02}" for number in range(25)]
    ballots = tuple(Ballot(name, 0 if name == "v00" else 1, name == "v00") for name in names)
    answer = found(Decision("open", (OpenStep("s1", ballots, 12),), tuple(names)))
    assert answer.shapley_shubik["v00"] == pytest.approx(13 / 25, abs=EXACTLY)  # the places 13 to 25 of an order
    assert answer.shapley_shubik["v01"] == pytest.approx(12 / 25 / 24, abs=EXACTLY)


@pytest.mark.parametrize("voters", [26, 200])
def test_more_voters_are_sampled_and_the_answer_says_how_far_it_may_be_off(voters):
    answer = found(game([1] * voters, voters // 2 + 1))
    assert answer.method == "sampled"
    assert 0 < answer.error < 0.01
    assert sum(answer.shapley_shubik.values()) == pytest.approx(1.0)
    for index in (answer.banzhaf, answer.shapley_shubik):
        assert all(abs(value - 1 / voters) < 6 * answer.error for value in index.values())


@given(drawn_games())
@settings(max_examples=examples(25), deadline=None)
def test_samples_agree_with_what_is_counted(decision):
    samples = 20_000
    n = len(decision.voters)
    near = 6 * (0.25 / samples) ** 0.5
    decisive = decisive_shares(decision, samples, 7)
    for value, voter in zip(decisive, decision.voters, strict=True):
        assert value == pytest.approx(len(slow_power.decided_by(decision, voter)) / 2 ** (n - 1), abs=near)
    pivotal = dict(zip(decision.voters, pivotal_shares(decision, samples, 7).tolist(), strict=True))
    assert pivotal == pytest.approx(slow_power.shapley_shubik(decision), abs=near)


def test_the_same_seed_gives_the_same_sample():
    decision = game(list(range(1, 31)), 240)
    assert found(decision, 3) == found(decision, 3) != found(decision, 4)


@pytest.mark.parametrize("state", ["failed", "decided"])
def test_where_nothing_is_open_no_vote_has_power(state):
    answer = found(Decision(state, (), ("ada", "bo")))
    assert answer == Power({"ada": 0.0, "bo": 0.0}, {"ada": 0.0, "bo": 0.0}, "exact", 0.0)


def test_where_nobody_decides_there_is_no_power():
    assert power(Decision("no_decider", (), ()), SETTINGS, 1) is None

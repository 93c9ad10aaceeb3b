"""Steps of walks side by side are those of one product of matrices, to the last bit."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from analytics.backend.algorithms.steps_side_by_side import StepsSideBySide
from tests.nightly import examples


@st.composite
def walks(draw: st.DrawFn):
    """Draw weights of steps, the people of further places, shares that few of these have, and attention."""
    people, further, columns = (draw(st.integers(least, 6)) for least in (1, 0, 1))
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    weights = chance.random((people, people + further)) * (chance.random((people, people + further)) < 0.6)
    share = chance.random((people + further, columns))
    share[people:] *= chance.random((further, columns)) < 0.4
    chosen = np.array(sorted(draw(st.sets(st.integers(0, columns - 1)))), dtype=np.int64)
    return csr_matrix(weights), chance.integers(0, people, further), share, chance.random((people, columns)), chosen


def product(matrix: csr_matrix, sources: np.ndarray, share: np.ndarray, wave: np.ndarray) -> np.ndarray:
    found: np.ndarray = matrix @ (np.concatenate([wave, wave[sources]]) * share)
    return found


@settings(max_examples=examples(60), deadline=None)
@given(walks())
def test_steps_are_those_of_one_product_of_matrices_also_when_some_walks_are_dropped(drawn):
    matrix, sources, share, wave, chosen = drawn
    steps = StepsSideBySide(matrix, sources, share)
    after = steps.of(wave)
    assert after.tobytes() == product(matrix, sources, share, wave).tobytes()
    steps.keep(chosen)
    assert (
        steps.of(after[:, chosen]).tobytes() == product(matrix, sources, share[:, chosen], after[:, chosen]).tobytes()
    )
    steps.keep(np.arange(min(1, len(chosen))))
    first = chosen[:1]
    assert steps.of(wave[:, first]).tobytes() == product(matrix, sources, share[:, first], wave[:, first]).tobytes()

"""All scores of a context under stable names, so that two states can be compared number by number."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from analytics.context import Context
from analytics.scores.account import account_scores
from analytics.scores.chain import chain_scores
from analytics.scores.paths import Level, ScorePath
from analytics.scores.people import people_scores
from analytics.scores.score import Reading, Score
from schemas.rows.stages import StageModelRow

SCORES: tuple[Score, ...] = (*account_scores(), *chain_scores(), *people_scores())
"""Every score, in the order in which answers list them."""

WITHOUT_CHAIN: tuple[Level, ...] = ("account", "people")
WITH_CHAIN: tuple[Level, ...] = ("chain", "steps", "voters", "people")


def scores_of(
    context: Context, models: Sequence[StageModelRow] = (), scores: Collection[Score] = SCORES
) -> dict[ScorePath, float | None]:
    """Return every score of an account, or of the chain in scope, by its path; only what is asked for is computed.

    Without a chain in scope: ``account/...`` and ``people/<id>/...``. With one: ``chain/...``, ``steps/<id>/...`` (open
    steps), ``voters/<id>/...``, and ``people/<id>/...`` of the people with a stake on it.

    Parameters
    ----------
    models : sequence of StageModelRow
        Stage models of the book, in order of their ids: health asks what stages ask for.
    scores : collection of Score, optional
        The scores that are wanted; of `SCORES`.

    Returns
    -------
    dict
        Path -> value, None where it is not known; in the order of `SCORES`, then of ids. Units and ranges are those of
        the `Score` of the same level and metric. Every value equals that of the answer which explains it.

    Examples
    --------
    >>> from schemas.rows.account_graph import AccountGraph
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> found = scores_of(Context(AccountGraph("a1", "", "", 1), AnalysisSettings()))
    >>> found[ScorePath("account", None, "people")], found[ScorePath("account", None, "coverage")]
    (0, None)
    """
    return scores_of_reading(Reading(context, models), scores)


def scores_of_reading(reading: Reading, scores: Collection[Score] = SCORES) -> dict[ScorePath, float | None]:
    """Return scores as `scores_of` does, of a context that more is read from."""
    return dict(_read(reading, scores))


def score_at(path: ScorePath) -> Score:
    """Return the unit, the range and the reading of the score at a path.

    Examples
    --------
    >>> score_at(ScorePath("chain", None, "forecast")).unit
    'probability'
    """
    return _BY_NAME[path.of, path.metric]


def _read(reading: Reading, scores: Collection[Score]) -> Iterator[tuple[ScorePath, float | None]]:
    levels = WITHOUT_CHAIN if reading.context.chain is None else WITH_CHAIN
    for score in scores:
        if score.of in levels:
            values: Mapping[str | None, float | None] = score.read(reading)
            for key, value in values.items():
                yield ScorePath(score.of, key, score.metric), value


_BY_NAME: Mapping[tuple[Level, str], Score] = {(score.of, score.metric): score for score in SCORES}

"""Scores, closeness and beliefs that differ, as an answer gives them: in parts, in words, with the records behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from analytics.changes.grounds import Touched, grounds, grounds_of_pair
from analytics.changes.parts import Parts, Value, parts_of
from analytics.changes.states import alike, believed_values, closeness_of_pairs
from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.inputs.contacts import Pair
from analytics.inputs.words import Subject
from analytics.limits import check_compared
from analytics.scores.paths import ScorePath
from analytics.scores.scores import score_at, scores_of
from app.analysis.changes.names import RecordNames
from app.analysis.changes.reading import Compared
from app.analysis.changes.records import NamedChange
from app.analysis.changes.values import ValueWords
from app.analysis.evidence import Evidence
from app.messages.sentences import Sentences
from schemas.analysis.changes import BeliefChange, ClosenessChange, Ground, ScoreChange, Unit
from schemas.records.assessments import VALUES
from schemas.vocabularies import Attribute

MOST_RECORDS = 10
"""Records that are named behind one number; their count is said."""


@dataclass(frozen=True)
class Contexts:
    """The account at the earlier moment, replayed at the later instant, and at the later moment.

    All three sample with the seed of the later one, so that a difference is none of chance.
    """

    before: Context
    replayed: Context
    after: Context

    @classmethod
    def of(cls, compared: Compared, after: Context) -> "Contexts":
        """Return the contexts of what was read, beside that of the later moment.

        Raises
        ------
        TooLarge
            When three accounts of this size would take longer than a request may.
        """
        replayed = _beside(after, compared.replayed)
        found = cls(_beside(replayed, compared.before), replayed, after)
        for one in (found.before, found.after):
            check_compared(one.account, len(one.assumed_lines.lines))
        return found


@dataclass(frozen=True)
class ComparedScores:
    """What is computed at both moments, and differs."""

    contexts: Contexts
    compared: Compared
    changes: Sequence[NamedChange]
    names: RecordNames
    values: ValueWords
    sentences: Sentences
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    """What each score is called, as far as it was said."""
    grounds: set[int] = field(default_factory=set)
    """Places of all changes that are behind something, as far as it was asked for."""

    def scores(self) -> Iterator[ScoreChange]:
        """Yield every score that differs, in the order of scores."""
        models = [one.stage_models for one in (self.compared.before, self.compared.replayed, self.compared.after)]
        before, replayed, after = (
            scores_of(context, found)
            for context, found in zip(
                (self.contexts.before, self.contexts.replayed, self.contexts.after), models, strict=True
            )
        )
        touched = self._touched()
        for parts in parts_of(before, replayed, after):
            path: ScorePath = parts.key
            unit = score_at(path).unit
            places = grounds(path, touched) if parts.cause != "time" else []
            yield ScoreChange(
                of=path.of,
                id=path.id,
                name=self._name_of(path),
                metric=path.metric,
                unit=unit,
                replayed=_number(parts.replayed),
                difference=parts.difference,
                sentence=self._score_sentence(parts, self._metric(path), unit),
                **self._numbers(parts, places),
            )

    def closeness(self) -> Iterator[ClosenessChange]:
        """Yield the pairs whose closeness records moved, or whose rung is another."""
        contexts = self.contexts
        states = [closeness_of_pairs(one) for one in (contexts.before, contexts.replayed, contexts.after)]
        touched, members = self._touched(), [one.members for one in self.changes]
        for parts in parts_of(*states):
            pair: Pair = parts.key
            rungs = [one.pair_rungs.get(pair, "unknown") for one in (contexts.before, contexts.after)]
            if parts.cause == "time" and rungs[0] == rungs[1]:
                continue
            places = grounds_of_pair(*pair, touched, members) if parts.cause != "time" else []
            member, person = (
                self.names.name(kind, one) for kind, one in zip(("team_member", "person"), pair, strict=True)
            )
            yield ClosenessChange(
                member=pair[0],
                member_name=self.names.recorded("team_member", pair[0]),
                person=pair[1],
                person_name=self.names.recorded("person", pair[1]),
                rung_before=rungs[0],
                rung_after=rungs[1],
                sentence=self._score_sentence(
                    parts, self.sentences.say("pair", member=member, person=person), "closeness"
                ),
                **self._numbers(parts, places),
            )

    def beliefs(self) -> Iterator[BeliefChange]:
        """Yield the beliefs whose value is another."""
        contexts = self.contexts
        states = [believed_values(one) for one in (contexts.before, contexts.replayed, contexts.after)]
        for parts in parts_of(*states):
            person, attribute, member = parts.key
            yield BeliefChange(
                person=person,
                person_name=self.names.recorded("person", person),
                attribute=cast(Attribute, attribute),
                member=member,
                member_name=None if member is None else self.names.recorded("team_member", member),
                before=parts.before,
                after=parts.after,
                sentence=self._belief_sentence(parts),
                cause=parts.cause,
                **self._records(self._about(parts.key) if parts.cause != "time" else []),
            )

    def _touched(self) -> list[Touched]:
        return [change.touched(self.contexts.after.chain) for change in self.changes]

    def _about(self, subject: Subject) -> list[int]:
        """Return the places of assessments of a person's attribute."""
        return [place for place, change in enumerate(self.changes) if _is_about(change, subject)]

    def _numbers(self, parts: Parts[Any], places: Sequence[int]) -> dict[str, Any]:
        return {
            "before": _number(parts.before),
            "after": _number(parts.after),
            "inputs": parts.inputs,
            "time": parts.time,
            "cause": parts.cause,
            **self._records(places),
        }

    def _records(self, places: Sequence[int]) -> dict[str, Any]:
        named = [self.changes[place].difference for place in places[:MOST_RECORDS]]
        records = tuple(Ground(kind=one.kind, id=one.id) for one in named)
        self.grounds.update(places)
        return {"records": records, "records_count": len(places)}

    def _name_of(self, path: ScorePath) -> str | None:
        if path.id is None:
            return None
        return self.names.name("step" if path.of == "steps" else "person", path.id)

    def _metric(self, path: ScorePath) -> str:
        key = path.of, path.metric
        if key not in self.labels:
            self.labels[key] = self.sentences.say(f"metric_{path.of}_{path.metric}")
        metric = self.labels[key]
        name = self._name_of(path)
        return metric if name is None else self.sentences.say("score_named", metric=metric, name=name)

    def _score_sentence(self, parts: Parts[Any], metric: str, unit: Unit) -> str:
        said = {"metric": metric, "before": self._said(parts.before, unit), "after": self._said(parts.after, unit)}
        if parts.cause != "both":
            return self.sentences.say(f"score_{parts.cause}", **said)
        if parts.inputs is None or parts.time is None:
            return self.sentences.say("score_unknown_both", **said)
        return self.sentences.say(
            "score_both", inputs=_signed(parts.inputs, unit), time=_signed(parts.time, unit), **said
        )

    def _belief_sentence(self, parts: Parts[Any]) -> str:
        person, attribute, member = parts.key
        label = self.values.label("attribute", attribute)
        if member is not None:
            label = self.sentences.say("belief_about", attribute=label, member=self.names.name("team_member", member))
        before, after = (self._believed(attribute, value) for value in (parts.before, parts.after))
        name = self.names.name("person", person)
        return self.sentences.say("belief_became", person=name, attribute=label, before=before, after=after)

    def _believed(self, attribute: str, value: Value) -> str:
        if value is None:
            return self.sentences.say("unknown")
        if attribute not in VALUES:
            return self.sentences.say("quoted", text=str(value).rstrip(".。"))
        whole = isinstance(value, float) and value.is_integer()
        if whole or isinstance(value, str):
            return self.values.label(attribute, int(value) if isinstance(value, float) else value)
        return f"{value:.2g}"

    def _said(self, value: Value, unit: Unit) -> str:
        return self.sentences.say("unknown") if value is None else written(float(value), unit)


def _beside(other: Context, evidence: Evidence) -> Context:
    """Return the context of another moment, which takes from the first whatever the two have in common."""
    graph = alike(replace(evidence.graph, revision=other.account.revision), other.account)
    if evidence.settings != other.settings:
        return Context(graph, evidence.settings, other.chain)
    return ContextBeside(other, graph)


def _is_about(change: NamedChange, subject: Subject) -> bool:
    row = change.difference.after or change.difference.before or {}
    about = row.get("person"), row.get("attribute"), row.get("member")
    return change.difference.kind == "assessment" and about == subject


def _number(value: Value) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


FINE: frozenset[Unit] = frozenset({"share", "probability"})
"""Units whose numbers are from 0 to 1."""


def written(value: float, unit: Unit) -> str:
    """Return a number as a sentence gives it: whole where it is, else three decimals to 1, one beyond.

    Examples
    --------
    >>> written(39.2456, "percent"), written(-0.0001, "probability"), written(12.0, "people")
    ('39.2', '0.000', '12')
    """
    digits = 0 if value.is_integer() else 3 if unit in FINE else 1
    return f"{round(value, digits) + 0.0:.{digits}f}"


def _signed(value: float, unit: Unit) -> str:
    return f"+{written(value, unit)}" if value > 0 else written(value, unit)

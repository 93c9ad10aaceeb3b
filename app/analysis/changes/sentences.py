"""Changes of records as sentences: who, what, since when, recorded when and by whom."""

from collections.abc import Mapping
from typing import Any

from app.analysis.changes.names import RecordNames
from app.analysis.changes.values import ValueWords, differing_fields
from app.messages.sentences import Language, Sentences, texts_of
from graph.ledger.record_differences import RecordDifference
from graph.ledger.record_rows import Row
from schemas.gap_rules.registry import FACTS_BY_ID
from schemas.records.assessments import VALUES
from schemas.registry import BY_KIND

Words = dict[str, str]

LONGEST_TEXT = 120


class ChangeSentences:
    """Says changes of records in one language, with the names of one account."""

    def __init__(self, names: RecordNames, values: ValueWords, language: Language) -> None:
        self._names = names
        self._values = values
        self._language: Language = language
        self._say = Sentences("changes", language).say

    def sentence(self, difference: RecordDifference, replaced: Row | None = None) -> str:
        """Return a change in words.

        Parameters
        ----------
        replaced : dict or None
            The solid reporting line that a new one takes the place of.
        """
        parts = [self._what(difference, replaced), self._tail(difference)]
        if difference.foreseen:
            parts.append(self._say("foreseen"))
        return self._say("gap").join(parts)

    def _what(self, difference: RecordDifference, replaced: Row | None) -> str:
        kind = difference.kind
        if replaced is not None and difference.after is not None:
            before = self._names.name("person", replaced["manager"])
            return self._say("moved_reporting_line", before=before, **self._words(kind, difference.after))
        if difference.before is None:
            return self._say(f"began_{kind}", **self._words(kind, difference.after or {}))
        if difference.after is None:
            return self._say(f"ended_{kind}", **self._words(kind, difference.before))
        return self._changed(kind, difference.before, difference.after)

    def _changed(self, kind: str, before: Row, after: Row) -> str:
        said = [self._field(kind, *one) for one in differing_fields(kind, before, after)]
        record = self._say(f"noun_{kind}", **self._words(kind, after))
        return self._say("changed", record=record, fields=self._say("separator").join(said))

    def _field(self, kind: str, field: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
        label = self._values.field(field)
        was, now = self._values.say(kind, field, before), self._values.say(kind, field, after)
        if was is None or now is None:
            return self._say("field_rewritten", field=label)
        if before.get(field) is None:
            return self._say("field_set", field=label, after=now)
        if after.get(field) is None:
            return self._say("field_cleared", field=label, before=was)
        return self._say("field_changed", field=label, before=was, after=now)

    def _tail(self, difference: RecordDifference) -> str:
        recorded, author = self._values.date(difference.recorded_at), difference.recorded_by
        if difference.effective_at is None:
            return self._say("tail_recorded", recorded=recorded, author=author)
        tail = "tail_on" if BY_KIND[difference.kind].dated and difference.what == "began" else "tail_since"
        return self._say(tail, since=self._values.date(difference.effective_at), recorded=recorded, author=author)

    def _words(self, kind: str, row: Row) -> Words:
        """Return what sentences about a record are filled with."""
        fields = BY_KIND[kind].fields.model_fields
        words = {name: self._word(kind, name, row) for name in fields if row.get(name) is not None}
        words["name"] = self._called(kind, row)
        special = _SPECIAL.get(kind)
        return words | (special(self, row) if special else {})

    def _called(self, kind: str, row: Row) -> str:
        name = self._names.name(kind, row["id"])
        title = row.get("title") if kind == "person" else None
        return self._say("titled", name=name, title=title) if title else name

    def _word(self, kind: str, name: str, row: Row) -> str:
        return self._values.say(kind, name, row) or self._shortened(row[name])

    def _shortened(self, value: object) -> str:
        text = str(value).rstrip(".。")
        return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"

    def _pair(self, row: Row) -> Words:
        first, second = (self._names.name("person", one) for one in row["people"])
        return {"first": first, "second": second}

    def _relation(self, row: Row) -> Words:
        return {"relation": self._values.label("department_relation_kind", row.get("kind") or "unknown")}

    def _stake(self, row: Row) -> Words:
        chain = self._names.name("chain", row["chain"])
        step = row.get("step")
        place = self._say("place_step", step=self._names.name("step", step), chain=chain) if step else chain
        roles = [self._values.label("buying_role", role) for role in row.get("roles") or ()]
        return {"place": place, "roles": self._say("list").join(roles) or self._say("no_role")}

    def _coverage(self, row: Row) -> Words:
        return {"target": self._names.name(row["target_kind"], row["target_id"])}

    def _interaction(self, row: Row) -> Words:
        return {} if row.get("members") else {"members": self._say("nobody")}

    def _assessment(self, row: Row) -> Words:
        assessor, attribute = row.get("assessor_id"), row["attribute"]
        who = self._names.name(row["assessor_kind"], assessor) if assessor else self._say("somebody")
        value = row.get("value")
        if attribute in VALUES:
            said = self._values.label(attribute, value)
        else:
            said = self._say("quoted", text=self._shortened(value))
        label = self._values.label("attribute", attribute)
        if row.get("member"):
            label = self._say("belief_about", attribute=label, member=self._names.name("team_member", row["member"]))
        return {"assessor": who, "attribute": label, "value": said}

    def _control_point(self, row: Row) -> Words:
        return {"status": self._values.label("control_point_status", row.get("status") or "unknown")}

    def _gap_state(self, row: Row) -> Words:
        """Return the title of the rule; its id where this version has no such rule."""
        facts = FACTS_BY_ID.get(row["rule"])
        texts: Any = texts_of(f"gap_rules_{facts.family}", self._language)[facts.id] if facts else {}
        return {"rule": texts.get("title", row["rule"])}

    def _line(self, row: Row) -> Words:
        return {"line": self._values.label("line_kind", row.get("line") or "solid")}

    def _setting(self, row: Row) -> Words:
        for scope in ("account", "tier", "segment"):
            if row.get(scope):
                return {"place": self._say(f"place_{scope}", name=row[scope])}
        return {"place": self._say("place_book")}


_SPECIAL = {
    "conflict": ChangeSentences._pair,
    "alliance": ChangeSentences._pair,
    "department_relation": ChangeSentences._relation,
    "stake": ChangeSentences._stake,
    "coverage": ChangeSentences._coverage,
    "interaction": ChangeSentences._interaction,
    "assessment": ChangeSentences._assessment,
    "control_point": ChangeSentences._control_point,
    "gap_state": ChangeSentences._gap_state,
    "reporting_line": ChangeSentences._line,
    "setting": ChangeSentences._setting,
}
"""Kinds whose sentences say more than the values of their fields."""

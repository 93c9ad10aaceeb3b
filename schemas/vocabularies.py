"""Closed vocabularies: the wire values of fields that choose one of a list (domain.md, "Vocabularies")."""

from typing import Literal

AccountKind = Literal["customer", "prospect", "partner", "adviser", "other"]
Tier = Literal["A", "B", "C", "none"]
ParentRelation = Literal["subsidiary", "branch", "division"]
DepartmentFunction = Literal[
    "management",
    "finance",
    "procurement",
    "legal",
    "it",
    "engineering",
    "operations",
    "sales",
    "hr",
    "quality",
    "other",
    "unknown",
]
Seniority = Literal["c_level", "vp", "director", "manager", "specialist", "individual", "unknown"]
PersonKind = Literal["known", "placeholder", "external"]
ExternalKind = Literal[
    "adviser",
    "integrator",
    "engineering_contractor",
    "design_institute",
    "tender_agent",
    "regulator",
    "unknown",
]
PersonStatus = Literal["active", "left"]
Rung = Literal["unknown", "acquainted", "known", "trusted", "interdependent"]
LineKind = Literal["solid", "dotted", "project"]
Origin = Literal["manual", "import", "sync", "system", "inferred"]

"""Closed vocabularies: the wire values of fields that choose one of a list (domain.md, "Vocabularies")."""

from typing import Final, Literal

# Organisations and the people in them

AccountKind = Literal["customer", "prospect", "partner", "adviser", "other"]
Tier = Literal["A", "B", "C", "none"]
ParentRelation = Literal["subsidiary", "branch", "division"]
TieRelation = Literal["partner", "supplier", "client", "affiliate", "regulator"]
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
DepartmentRelationKind = Literal["supplies", "approves", "audits", "budgets", "cooperates", "competes", "unknown"]
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
LineKind = Literal["solid", "dotted", "project"]
TeamLineKind = Literal["solid", "dotted"]
ConflictKind = Literal["personal", "budget", "technical", "political", "unknown"]

# Our people, and what they know of theirs

OurFunction = Literal[
    "customer",
    "sales",
    "presales",
    "delivery",
    "support",
    "product",
    "executive",
    "partner_management",
    "marketing",
    "system",
    "unknown",
]
Duty = Literal["owner", "co_owner", "executive_sponsor", "director", "technical", "delivery", "support", "stand_in"]
Stance = Literal["contact", "friend", "mentor", "unknown"]
Rung = Literal["unknown", "acquainted", "known", "trusted", "interdependent"]
CoverageTargetKind = Literal["person", "department", "account", "opportunity", "chain"]
AssessorKind = Literal["team_member", "person"]
Attribute = Literal[
    "support",
    "political_status",
    "importance",
    "adaptability",
    "style",
    "orientation",
    "rung",
    "pain",
    "why_buy",
    "why_us",
    "why_now",
    "business_agenda",
    "personal_agenda",
]
Support = Literal[-2, -1, 0, 1, 2, "unknown"]
"""From enemy to mentor."""

Importance = Literal[1, 2, 3, 4, 5, "unknown"]
PoliticalStatus = Literal["inner_circle", "political_structure", "outside", "unknown"]
Adaptability = Literal["innovator", "visionary", "pragmatist", "conservative", "laggard", "unknown"]
Orientation = Literal["financial", "technical", "relationship", "business", "unknown"]
Style = Literal["go_getter", "teacher", "skeptic", "guide", "friend", "climber", "obstructor", "unknown"]

# Contacts between our people and theirs

Channel = Literal[
    "meeting",
    "visit",
    "workshop",
    "meal",
    "call",
    "event",
    "im",
    "wechat",
    "mail",
    "content",
    "greeting",
    "app",
    "other",
]
Direction = Literal["inbound", "outbound", "mutual"]
Initiator = Literal["ours", "theirs", "unknown"]
Sentiment = Literal[-1, 0, 1, "unknown"]
Depth = Literal[1, 2, 3, 4, 5]
"""Small talk, a working topic, needs and problems, internal or budget matters, a personal agenda or advice sought."""

EXPERTISE: Final = (0.0, 0.5, 1.0)
"""None, competent, they changed a view or used it; no `Literal`, because that takes no fractions."""

Reaction = Literal["landed", "indifferent", "objected", "unknown"]

# Deals and how they are decided

DealClass = Literal["small", "medium", "large", "strategic"]
OpportunityStatus = Literal["incubating", "open", "won", "lost", "shelved"]
PursuitDecision = Literal["go", "no_go", "watch"]
ClosedReason = Literal[
    "relationship", "resource", "price", "solution", "process", "customer_stopped", "other", "unknown"
]
ControlPointKey = Literal["pre_tender_time", "budget_say", "specification_say", "award_method", "scoring", "award_rule"]
ControlPointStatus = Literal["ours", "shared", "theirs", "unknown"]
AwardMethod = Literal["single_source", "invited", "open", "negotiated", "call_off", "quotation", "unknown"]
AwardRule = Literal["lowest_price", "best_score", "shortlist", "unknown"]
ChainKind = Literal["formal", "project_team"]
ChainStatus = Literal["draft", "active", "replaced", "closed"]
StepKind = Literal["need", "budget", "specification", "evaluation", "approval", "contract", "other"]
StepRule = Literal["any", "all", "majority", "quorum", "threshold"]
StepOutcome = Literal["open", "passed", "failed", "skipped", "reopened"]
BuyingRole = Literal[
    "economic_buyer",
    "decision_maker",
    "approver",
    "evaluator",
    "technical_buyer",
    "user",
    "champion",
    "coach",
    "influencer",
    "initiator",
    "procurement",
    "legal",
    "customer_sponsor",
    "blocker",
    "other",
    "unknown",
]

# Gaps, and what is done about them

Severity = Literal["critical", "high", "medium", "low"]
"""From what loses a deal to what only should be tidied."""

GapVerdict = Literal["right", "wrong", "known"]

RemedyKind = Literal[
    "meet",
    "renew",
    "ask",
    "name_people",
    "find_power",
    "draw_chain",
    "name_voter",
    "introduce",
    "correct",
    "another_way",
    "mediate",
    "follow_step",
    "ask_process",
    "deepen",
    "answer",
    "invite",
    "share",
    "bring_senior",
    "name_sponsor",
    "assign",
    "record",
    "finish",
]
"""What closes a gap."""

ActionStatus = Literal["open", "done", "dropped"]
"""How an action about a gap stands."""

# Records and answers

Origin = Literal["manual", "import", "sync", "system", "inferred"]
FieldType = Literal["text", "number", "flag", "date", "choice"]
DeclaredClass = Literal["open", "contact", "judgement", "restricted"]
"""The wire values of `schemas.fields.FieldClass`, which is an enumeration and would not be stored as plain text."""

NullReason = Literal[
    "no_interactions",
    "no_edges",
    "no_decider",
    "no_cadence",
    "too_few_people",
    "mostly_unknown",
    "amount_unknown",
    "no_previous",
    "no_informal_edge",
    "no_assessments",
    "no_template",
    "left",
    "hidden",
    "not_computed",
]
"""Why a number is null: unknown is not zero."""

"""What an endpoint may ask for."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Annotated, get_args, get_origin

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.analysis.answers import AskedAnalysis, Chain, Department
from app.http.calls import Call, LanguageCall
from app.http.gate.session_cookies import SESSION, check_served, sent_session
from app.http.moments import Effect, Moment, take_dates
from app.messages.sentences import Language
from app.security.authentication import Authenticator
from app.security.grants import check_role, role_needed, role_of_parameters
from app.security.principals import KEY_ID, Principal
from graph.store import Store
from schemas.errors import InvalidInput, Problem
from schemas.fields import Identifier
from schemas.instants import Instant
from schemas.messages.message import Message

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    bearerFormat="sgk_<id>_<secret>",
    description="A key of `stakegraph key create`. While none was ever made, the service listens on loopback only and "
    "asks for none.",
)

Sent = Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]
"""The key that a request sends, if any."""

AccountId = Annotated[Identifier, Path(description="Id of the account.", examples=["acme"])]


def _gate(request: Request) -> tuple[Authenticator, str]:
    """Return what finds out who asks, and the address they ask from."""
    authenticator: Authenticator = request.state.authenticator
    return authenticator, request.client.host if request.client else ""


async def get_principal(request: Request, sent: Sent) -> Principal:
    """Return who is asking, whose role allows what is asked: everything below ``/v1`` passes here before all else."""
    authenticator, address = _gate(request)
    session = sent_session(request) if sent is None and await authenticator.needs_keys() else None
    if session is None:
        principal = await authenticator.principal(sent.credentials if sent else None, address)
    else:
        principal = await authenticator.holder(session, request.headers.get("host", ""), address)
        check_served(request)
        setattr(request.state, SESSION, session)
    setattr(request.state, KEY_ID, principal.key_id)
    request.state.answer_headers.update(authenticator.limits(principal))
    parameters = {name: request.query_params.getlist(name) for name in request.query_params}
    check_role(principal, role_needed(request.method, request.scope["route"].path), role_of_parameters(parameters))
    return principal


async def get_watcher(request: Request, sent: Sent) -> Principal:
    """Return who asks how the service is: any role may, also while the store is away."""
    authenticator, address = _gate(request)
    principal = await authenticator.watcher(sent.credentials if sent else None, address)
    setattr(request.state, KEY_ID, principal.key_id)
    return principal


async def take_dates_of_url(request: Request) -> None:
    """Let dates in the URL be days of the account that it names."""
    values = (value for _, value in request.query_params.multi_items())
    await take_dates(request, any(len(value) == len("2027-01-29") for value in values))


async def get_store(request: Request) -> Store:
    """Return the open store, for what anybody may ask."""
    store: Store = request.state.store
    return store


async def get_call(request: Request, principal: Annotated[Principal, Depends(get_principal)]) -> Call:
    """Return the request with the open store and who asks."""
    return Call(request, request.state.store, principal)


LanguageAsked = Annotated[
    Language | None, Query(alias="lang", description="Language; default of `Accept-Language`, else English.")
]


async def get_language_call(
    call: Annotated[Call, Depends(get_call)],
    lang: LanguageAsked = None,
    accept_language: Annotated[str | None, Header()] = None,
) -> LanguageCall:
    """Return the request as one that is answered in words: the call reads both parameters, which are declared here."""
    return LanguageCall(call.request, call.store, call.principal)


async def get_moment(
    as_of: Annotated[Instant | None, Query(description="What was so then; default the next full hour.")] = None,
    known_at: Annotated[Instant | None, Query(description="Forget what was recorded later; default nothing.")] = None,
) -> Moment:
    """Return the times asked about."""
    return Moment(as_of, known_at)


EffectiveAt = Annotated[Instant | None, Query(description="When it became so in the world; default now.")]
Correction = Annotated[bool, Query(description="Say that we were wrong, instead of that something changed.")]


async def get_effect(
    effective_at: EffectiveAt = None,
    effective_until: Annotated[
        Instant | None, Query(description="Until when it was so; what was so afterwards stays. Default: still.")
    ] = None,
    correction: Correction = False,
) -> Effect:
    """Return when a write holds."""
    return Effect(effective_at, effective_until, correction)


async def get_end(effective_at: EffectiveAt = None, correction: Correction = False) -> Effect:
    """Return when a record ends: at one instant."""
    return Effect(effective_at, correction=correction)


async def get_asked_analysis(
    call: Annotated[Call, Depends(get_call)],
    account_id: AccountId,
    moment: Annotated[Moment, Depends(get_moment)],
    department: Department = None,
    chain: Chain = None,
) -> AskedAnalysis:
    """Return the analysis that is asked for."""
    return AskedAnalysis(call, account_id, moment, department, chain)


async def get_asked_chain(
    call: Annotated[Call, Depends(get_call)],
    account_id: AccountId,
    chain_id: Annotated[Identifier, Path(description="Id of the decision chain.", examples=["c1"])],
    moment: Annotated[Moment, Depends(get_moment)],
) -> AskedAnalysis:
    """Return the analysis of a chain that is asked for."""
    return AskedAnalysis(call, account_id, moment, None, chain_id)


def strict_router(*tags: str) -> APIRouter:
    """Return a router whose operations refuse URL parameters that they do not know."""
    return APIRouter(tags=[*tags], dependencies=[Depends(refuse_unknown_parameters)])


async def refuse_unknown_parameters(request: Request) -> None:
    """Refuse URL parameters that the endpoint does not know, or that are given twice, by name."""
    route: APIRoute = request.scope["route"]
    declared: dict[str, dict[str, bool]] = request.app.state.declared_parameters
    known = declared.get(route.unique_id)
    if known is None:
        known = declared[route.unique_id] = dict(_parameters_of(route.dependant))
    unknown = sorted(set(request.query_params.keys()) - known.keys())
    problems = [Problem(f"?{name}", _unknown_parameter(name, known)) for name in unknown]
    given = Counter(name for name, _ in request.query_params.multi_items())
    twice = Message("requests.parameter_twice")
    problems += [Problem(f"?{name}", twice) for name, times in given.items() if times > 1 and not known.get(name)]
    if problems:
        raise InvalidInput(problems[0].detail, problems)


def _is_list(annotation: object) -> bool:
    return any(get_origin(choice) is list for choice in get_args(annotation))


def _unknown_parameter(name: str, known: Collection[str]) -> Message:
    if not known:
        return Message("requests.no_parameters", name=name)
    return Message("requests.unknown_parameter", name=name, known=sorted(known))


def _parameters_of(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """Yield the names of URL parameters, each with whether it may be given several times."""
    for parameter in dependant.query_params:
        fields = getattr(parameter.field_info.annotation, "model_fields", None)
        if fields is None:
            yield parameter.alias, False
        else:
            yield from ((name, _is_list(field.annotation)) for name, field in fields.items())
    for needed in dependant.dependencies:
        yield from _parameters_of(needed)


StoreDep = Annotated[Store, Depends(get_store)]
CallDep = Annotated[Call, Depends(get_call)]
LanguageCallDep = Annotated[LanguageCall, Depends(get_language_call)]
AskedAnalysisDep = Annotated[AskedAnalysis, Depends(get_asked_analysis)]
AskedChainDep = Annotated[AskedAnalysis, Depends(get_asked_chain)]
MomentDep = Annotated[Moment, Depends(get_moment)]
EffectDep = Annotated[Effect, Depends(get_effect)]
EndDep = Annotated[Effect, Depends(get_end)]
RecordId = Annotated[Identifier, Path(description="Id of the record.", examples=["p1"])]

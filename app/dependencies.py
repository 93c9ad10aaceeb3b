"""What an endpoint may ask for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query, Request, Response, Security
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.http.etags import etag_of, is_unchanged
from app.security.authentication import Authenticator
from app.security.grants import check_role, role_needed, role_of_kinds, role_of_parameters
from app.security.principals import Principal
from graph.store import Store
from schemas.errors import InvalidInput, Problem
from schemas.fields import Identifier
from schemas.instants import Instant, next_full_hour

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    bearerFormat="sgk_<id>_<secret>",
    description="A key of `stakegraph key create`. While none was ever made, the service listens on loopback only and "
    "asks for none.",
)


@dataclass(frozen=True, slots=True)
class Call:
    """One request: what it asks with, and who asks."""

    request: Request
    store: Store
    principal: Principal

    @property
    def this_hour(self) -> str:
        """The instant a read is about when it does not say: the next full hour."""
        return next_full_hour(self.store.clock())

    def check_kinds(self, kinds: Iterable[str]) -> None:
        """Let pass who may write records of these kinds: a batch is held to what single writes are held to.

        Raises
        ------
        NotAllowed
            Who may not; the sentence names the role.
        """
        check_role(self.principal, role_of_kinds(kinds))

    def etag(self, as_of: str, *parts: object) -> str:
        """Return the ETag of an answer to this caller."""
        return etag_of(self.principal, as_of, *parts)

    def unchanged(self, etag: str) -> Response | None:
        """Return 304 when the caller has this answer already."""
        return Response(status_code=304, headers={"ETag": etag}) if is_unchanged(self.request, etag) else None


@dataclass(frozen=True, slots=True)
class Moment:
    """The two times of a read."""

    as_of: str | None
    known_at: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """When a write holds, and whether it corrects."""

    effective_at: str | None = None
    correction: bool = False


async def get_principal(
    request: Request, sent: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]
) -> Principal:
    """Return who is asking, whose role allows what is asked: everything below ``/v1`` passes here before all else."""
    authenticator: Authenticator = request.state.authenticator
    address = request.client.host if request.client else ""
    principal = await authenticator.principal(sent.credentials if sent else None, address)
    parameters = {name: request.query_params.getlist(name) for name in request.query_params}
    check_role(principal, role_needed(request.method, request.scope["route"].path), role_of_parameters(parameters))
    return principal


async def get_store(request: Request) -> Store:
    """Return the open store, for what anybody may ask."""
    store: Store = request.state.store
    return store


async def get_call(request: Request, principal: Annotated[Principal, Depends(get_principal)]) -> Call:
    """Return the request with the open store and who asks."""
    return Call(request, request.state.store, principal)


async def get_moment(
    as_of: Annotated[Instant | None, Query(description="What was so then; default the next full hour.")] = None,
    known_at: Annotated[Instant | None, Query(description="Forget what was recorded later; default nothing.")] = None,
) -> Moment:
    """Return the times asked about."""
    return Moment(as_of, known_at)


async def get_effect(
    effective_at: Annotated[Instant | None, Query(description="When it became so in the world; default now.")] = None,
    correction: Annotated[
        bool, Query(description="Say that we were wrong, instead of that something changed.")
    ] = False,
) -> Effect:
    """Return when a write holds."""
    return Effect(effective_at, correction)


async def refuse_unknown_parameters(request: Request) -> None:
    """Refuse URL parameters that the endpoint does not know, or that are given twice, by name."""
    route: APIRoute = request.scope["route"]
    declared: dict[str, frozenset[str]] = request.app.state.declared_parameters
    known = declared.get(route.unique_id)
    if known is None:
        known = declared[route.unique_id] = frozenset(_parameters_of(route.dependant))
    told = ", ".join(sorted(known)) or "none"
    unknown = sorted(set(request.query_params.keys()) - known)
    problems = [Problem(f"?{name}", f"unknown parameter '{name}'; known here: {told}") for name in unknown]
    given = Counter(name for name, _ in request.query_params.multi_items())
    problems += [Problem(f"?{name}", "is given twice; give it once") for name, times in given.items() if times > 1]
    if problems:
        raise InvalidInput(problems[0].detail, problems)


def _parameters_of(dependant: Dependant) -> Iterator[str]:
    for parameter in dependant.query_params:
        fields = getattr(parameter.field_info.annotation, "model_fields", None)
        yield from fields if fields is not None else (parameter.alias,)
    for needed in dependant.dependencies:
        yield from _parameters_of(needed)


StoreDep = Annotated[Store, Depends(get_store)]
CallDep = Annotated[Call, Depends(get_call)]
MomentDep = Annotated[Moment, Depends(get_moment)]
EffectDep = Annotated[Effect, Depends(get_effect)]
AccountId = Annotated[Identifier, Path(description="Id of the account.", examples=["acme"])]
RecordId = Annotated[Identifier, Path(description="Id of the record.", examples=["p1"])]

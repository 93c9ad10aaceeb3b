"""Who asks: `GET /v1/me`."""

from fastapi import Response

from app.dependencies import CallDep, strict_router
from app.http.calls import Call
from app.http.etags import conditional_read
from app.records.batches import LARGEST_BATCH
from app.records.list_parameters import LARGEST_PAGE
from app.security.grants import rights_of
from app.settings import MEGABYTE, Settings
from schemas.api_keys import ApiKey
from schemas.screens.me import Limits, Me, OwnKey

router = strict_router("me")


@conditional_read(router, "/me", "get_me", "Who asks, with which rights and limits, and until when", Me)
async def get_me(call: CallDep) -> Response:
    """Role and member of the key that is sent, and when it expires; every key sees all accounts."""
    key = await call.own_key()
    member = call.principal.member
    names = await call.store.repository.names_of_ours([member]) if member is not None else {}
    return call.answer(me(call, key, names.get(member or "")).model_dump_json().encode())


def me(call: Call, key: ApiKey | None, member_name: str | None) -> Me:
    """Return who asks.

    Parameters
    ----------
    key : ApiKey or None
        The key they sent; None while the service needs none.
    member_name : str or None
        The name of the member they speak for.
    """
    asking = call.principal
    return Me(
        id=asking.id,
        role=asking.role,
        member=asking.member,
        member_name=member_name,
        key=None if key is None else _own(key),
        rights=rights_of(asking),
        limits=_limits(call.request.app.state.settings),
    )


def _own(key: ApiKey) -> OwnKey:
    return OwnKey(id=key.id, name=key.name, created_at=key.created_at, expires_at=key.expires_at)


def _limits(settings: Settings) -> Limits:
    return Limits(
        body_bytes=int(settings.body_megabytes * MEGABYTE),
        upload_bytes=int(settings.upload_megabytes * MEGABYTE),
        batch_items=LARGEST_BATCH,
        page_items=LARGEST_PAGE,
        requests_per_second=settings.requests_per_second,
        analyses_at_once=settings.analyses_per_caller,
        analysis_seconds=settings.analysis_seconds,
    )

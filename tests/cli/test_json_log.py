"""`STAKEGRAPH_LOG_FORMAT=json`: each line of the service is one object, from its start to its end."""

import json
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.api.keys import make_key
from tests.api.serving import Service, wait_until

OF_REQUEST = {"time", "request", "method", "route", "status", "ms"}


def test_every_line_is_an_object_and_a_request_names_its_route_and_key(tmp_path: Path):
    with Service(tmp_path / "data", {"STAKEGRAPH_LOG_FORMAT": "json"}) as service:
        key = make_key(service)
        path = f"{service.url}/v1/accounts"
        wait_until(lambda: httpx.get(path, headers=key.header, trust_env=False).status_code == 200)
        refused = httpx.get(path, trust_env=False).json()
        address = urlsplit(service.url)
        with socket.create_connection((address.hostname, address.port)) as rude:
            rude.sendall(b"no request\r\n\r\n")
            rude.recv(1000)
        service.stop()
        lines = [json.loads(each) for each in service.said.splitlines()]
    requests = {each["request"]: each for each in lines if "request" in each}
    others = [each for each in lines if "request" not in each]
    assert all({"time", "level", "logger"} <= each.keys() for each in others)
    assert all(each.keys() - {"key"} == OF_REQUEST for each in requests.values())
    stranger = requests[refused["instance"].removeprefix("urn:uuid:")]
    assert (stranger["route"], stranger["status"], stranger.get("key")) == ("/v1/accounts", 401, None)
    assert any(each.get("key") == key.id and each["status"] == 200 and each["ms"] > 0 for each in requests.values())
    assert key.secret not in service.said
    assert any(each["logger"] == "uvicorn.error" and "Invalid HTTP" in each["message"] for each in others)

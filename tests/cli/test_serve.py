"""`stakegraph serve`: says where it answers, ends on Ctrl-C without a trace, and refuses what cannot be."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.serving import PROGRAM, Service, environment, is_alive, wait_until
from tests.cli.running import DONE, FAILED, WRONG_USE, stakegraph
from tests.conftest import Serve


@pytest.fixture(scope="module")
def lasting(serve: Serve) -> Service:
    """A running service that tests leave running."""
    return serve("lasting")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A running service that the test may end."""
    with Service(tmp_path / "data") as running:
        yield running


def ask(service: Service, path: str) -> httpx.Response:
    return httpx.get(service.url + path, timeout=30, trust_env=False)


def test_it_says_where_it_answers_and_does(lasting):
    assert "Ctrl-C" in lasting.said
    assert ask(lasting, "/healthz").json() == {"status": "alive"}
    assert ask(lasting, "/readyz").json() == {"status": "ready"}
    assert ask(lasting, "/docs").status_code == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_it_ends_with_status_0_and_leaves_no_child(service, number):
    pid, engine = service.pid, service.engine_pid()
    assert engine is not None
    os.kill(pid, number)
    assert service.wait() == DONE
    assert not is_alive(pid)
    assert not is_alive(engine)
    assert "Traceback" not in service.said


def test_it_ends_on_ctrl_c_while_a_client_keeps_its_connection_open(service):
    with httpx.Client(base_url=service.url, trust_env=False) as client:
        client.get("/healthz")
        started = time.monotonic()
        assert service.stop() == DONE
        assert time.monotonic() - started < 12


def test_a_service_that_is_killed_takes_its_engine_along(service):
    engine = service.engine_pid()
    assert engine is not None
    service.kill()
    wait_until(lambda: not is_alive(engine))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.1", "example.com", ""])  # noqa: S104 - to be refused
def test_it_is_not_reachable_from_outside(tmp_path, host):
    refused = stakegraph("serve", "--host", host, "--port", 0, "--data", tmp_path / "data", status=WRONG_USE)
    assert "--host 127.0.0.1" in refused.stderr
    assert not (tmp_path / "data").exists()


def test_a_second_service_on_one_folder_is_refused_with_a_word_on_the_first(lasting):
    refused = stakegraph("serve", "--port", 0, "--data", lasting.folder, status=FAILED)
    assert str(lasting.pid) in refused.stderr
    assert lasting.url in refused.stderr
    assert str(lasting.folder) in refused.stderr
    assert ask(lasting, "/readyz").status_code == 200


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = stakegraph("serve", "--port", port, "--data", tmp_path / "data", status=FAILED)
    assert str(port) in refused.stderr
    assert "--port" in refused.stderr


@pytest.mark.parametrize("words", [("--port", "70000"), ("--port", "http"), ("--hots", "127.0.0.1"), ("data",)])
def test_a_command_that_is_none_is_refused(words):
    assert "Usage" in stakegraph("serve", *words, status=WRONG_USE).stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STAKEGRAPH_PORT", "http"),
        ("STAKEGRAPH_ENGINE", "mysql"),
        ("STAKEGRAPH_PROT", "1"),
        ("STAKEGRAPH_HEAP", "big"),
        ("STAKEGRAPH_TRUSTED_PROXIES", "the proxy, 10.0.0.5/8"),
        ("STAKEGRAPH_LOG_READS_A_MINUTE", "none"),
    ],
)
def test_a_setting_that_is_none_is_named(name, value, tmp_path):
    refused = stakegraph("serve", "--data", tmp_path / "data", status=WRONG_USE, settings={name: value})
    assert name in refused.stderr


def test_a_folder_that_cannot_be_made_is_named_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    refused = stakegraph("serve", "--port", 0, "--data", tmp_path / "file" / "data", status=FAILED)
    assert str(tmp_path / "file") in refused.stderr


def test_a_file_in_the_place_of_the_log_is_named_in_a_sentence(tmp_path):
    (tmp_path / "log").write_text("not a folder")
    refused = stakegraph("serve", "--port", "0", "--data", str(tmp_path), status=FAILED)
    assert str(tmp_path / "log") in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_empty_store_gets_the_sample_and_keeps_it(tmp_path):
    """`--sample` is the default of a first start; `Service` says `--no-sample`."""
    with Service(tmp_path / "data", arguments=["--sample"]) as service:
        first = ask(service, "/v1/accounts").json()["items"]
        assert first
        account = first[0]["id"]
        people = ask(service, f"/v1/accounts/{account}/analysis/influence").json()["people"]
        assert people
        service.restart()
        assert ask(service, "/v1/accounts").json()["items"] == first
        assert "Look at" not in service.said


def test_whoever_gets_the_sample_reads_where_to_look_and_finds_it(tmp_path):
    with Service(tmp_path / "data", arguments=["--sample"]) as service:
        wait_until(lambda: "/docs\n" in service.said)
        shown = re.findall(r"^  (http://\S+)$", service.said, re.MULTILINE)
        assert len(shown) >= 4
        assert all(url.startswith(service.url) for url in shown)
        answers = [httpx.get(url, timeout=30, trust_env=False).status_code for url in shown]
        assert answers == [200] * len(shown)


def test_what_was_stored_is_there_after_a_restart_and_an_empty_store_stays_empty_without_a_sample(service):
    assert ask(service, "/v1/accounts").json()["items"] == []
    httpx.put(f"{service.url}/v1/accounts/acme", json={"name": "Acme"}, trust_env=False).raise_for_status()
    before = ask(service, "/v1/accounts/acme").json()
    service.restart()
    assert ask(service, "/v1/accounts/acme").json() == before


def test_no_line_of_the_log_holds_a_name_or_an_id(lasting):
    base = f"{lasting.url}/v1/accounts/secret-account"
    for url, body in ((base, {"name": "Secret Corp"}), (f"{base}/people/secret-id", {"name": "Secret Person"})):
        httpx.put(url, json=body, trust_env=False).raise_for_status()
    httpx.get(f"{base}/people?q=secret", trust_env=False).raise_for_status()
    httpx.put(f"{base}/people/secret-id", json={"nmae": "Secret"}, trust_env=False)
    assert " GET /v1/accounts/{account_id}/people 200 " in lasting.said
    assert "secret" not in lasting.said.lower()


def test_ctrl_c_of_a_terminal_reaches_the_service_only_and_ends_both(tmp_path):
    """A terminal sends the signal to the whole process group."""
    log = tmp_path / "log"
    with log.open("wb") as words:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--no-sample", "--data", tmp_path / "data"],
            stderr=words,
            env=environment({}),
            start_new_session=True,
        )
    wait_until(lambda: "answers at" in log.read_text(encoding="utf-8"), 60)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == DONE
    assert "Traceback" not in log.read_text(encoding="utf-8")

"""The container files keep what the README promises of them; no container engine is needed to check it."""

import re

import yaml

from tests.architecture.sources import ROOT


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")


def compose() -> dict[str, dict[str, dict[str, object]]]:
    loaded: dict[str, dict[str, dict[str, object]]] = yaml.safe_load(
        (ROOT / "compose.yaml").read_text(encoding="utf-8")
    )
    return loaded


def test_the_image_is_built_in_two_stages():
    assert len(re.findall(r"^FROM ", dockerfile(), re.MULTILINE)) == 2, "Compilers and caches stay in the first stage."


def test_the_image_does_not_run_as_root():
    users = re.findall(r"^USER (\S+)", dockerfile(), re.MULTILINE)
    assert users, "Name a user: without one a container runs as root."
    assert users[-1] not in {"root", "0"}, "The service needs no right that root has."


def test_the_image_says_whether_it_is_healthy():
    assert re.search(r"^HEALTHCHECK ", dockerfile(), re.MULTILINE), "An orchestrator restarts what says that it is ill."
    assert "/healthz" in dockerfile()


def test_the_image_installs_by_hash():
    assert "--require-hashes" in dockerfile(), "What is installed is what was checked."


def test_compose_starts_the_service_beside_neo4j():
    services = compose()["services"]
    assert services["neo4j"]["image"] == "neo4j:5.26-community"
    assert set(services) == {"stakegraph", "neo4j"}


def test_every_service_of_compose_is_watched_and_keeps_its_data():
    for name, service in compose()["services"].items():
        assert service.get("volumes"), f"{name} loses its data without a volume"
    assert "healthcheck" in compose()["services"]["neo4j"], "The service waits for a Neo4j that answers."


def test_no_password_is_written_down():
    written = re.findall(
        r"^\s*[\w/]*(?:PASSWORD|AUTH)\w*:\s*(.*)$", (ROOT / "compose.yaml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert written, "Neo4j of compose.yaml has a password."
    assert all("${" in value for value in written), (
        "A password comes from the environment, never from a file of the project."
    )

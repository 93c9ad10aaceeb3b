"""The client that openapi-generator makes in Java compiles: some seven hundred classes, 40 s of processor."""

from tests.api.generated_clients.flows import said
from tests.api.generated_clients.test_openapi_generator import INSTALLED, generate


def test_its_client_in_java_compiles(tmp_path):
    assert generate("java", tmp_path / "client", "--library=okhttp-gson") == []
    libraries = [jar for jar in INSTALLED.glob("*.jar") if not jar.name.startswith("openapi-generator-cli")]
    sources = sorted((tmp_path / "client" / "src" / "main").rglob("*.java"))
    listed = tmp_path / "sources"
    listed.write_text("\n".join(f'"{source}"' for source in sources), encoding="utf-8")
    classes = tmp_path / "classes"
    said(["javac", "-nowarn", "-d", classes, "-cp", ":".join(map(str, libraries)), f"@{listed}"], tmp_path)
    assert len(list(classes.rglob("*.class"))) >= len(sources)

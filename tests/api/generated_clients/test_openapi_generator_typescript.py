"""The client that openapi-generator makes in TypeScript does what a front end does: 30 s of generator and compiler."""

import base64
import shutil

from tests.api.accounts import fresh_id
from tests.api.generated_clients.flows import SEEN, archive, said, seen
from tests.api.generated_clients.test_generated_clients import PACKAGES, TYPESCRIPT
from tests.api.generated_clients.test_generated_clients import unavailable as without_typescript
from tests.api.generated_clients.test_openapi_generator import HERE, generate
from tests.legs import require


def test_its_client_in_typescript_does_what_a_front_end_does(service, tmp_path):
    require("TypeScript", without_typescript())
    assert generate("typescript-fetch", tmp_path / "client", "--additional-properties=importFileExtension=.js") == []
    for source in (HERE / "flow.ts", HERE / "tsconfig.json", TYPESCRIPT / "package.json"):
        shutil.copy(source, tmp_path)
    (tmp_path / "node_modules").symlink_to(PACKAGES)
    said(["node_modules/.bin/tsc", "--project", "tsconfig.json"], tmp_path)
    flow = ["node", "flow.js", service.url, fresh_id(), base64.b64encode(archive()).decode()]
    assert seen(said(flow, tmp_path)) == SEEN

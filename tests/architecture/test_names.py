"""A module is named by its subject."""

import re
from pathlib import Path

from tests.architecture.sources import PACKAGES, broken, python_files

WITHOUT_SUBJECT = re.compile(
    r"^_?(utils?|helpers?|common|core|managers?|services?|misc|base|lib|tools?)$|_(utils?|helpers?|manager|service)$"
)


def parts(path: Path) -> list[str]:
    return [part.removesuffix(".py") for part in path.parts]


def test_no_module_is_named_by_what_it_is_not():
    nameless = [str(path) for path in python_files() if any(map(WITHOUT_SUBJECT.search, parts(path)))]
    assert not nameless, broken("A file that needs such a name has no subject yet: name what it holds.", nameless)


def test_code_of_the_service_lives_in_its_packages():
    homes = {*PACKAGES, "tests", "benchmarks"}
    homeless = [str(path) for path in python_files() if path.parts[0] not in homes]
    assert not homeless, broken(
        f"Python lives in {', '.join(sorted(homes))}: so a newcomer knows where to look.", homeless
    )

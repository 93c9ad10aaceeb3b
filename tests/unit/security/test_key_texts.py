"""Keys as their holders have them."""

import pytest

from app.security.key_texts import new_key_text, proves, split_key_text


def test_a_key_proves_itself_and_no_other():
    (text, proof), (other_text, other_proof) = new_key_text(), new_key_text()
    found, other = split_key_text(text), split_key_text(other_text)
    assert found is not None
    assert other is not None
    assert found[0] == proof.id
    assert proves(found[1], proof)
    assert not proves(other[1], proof)
    assert not proves(found[1], other_proof)


def test_no_two_keys_share_anything():
    made = [new_key_text() for _ in range(1000)]
    for part in ([text for text, _ in made], *zip(*((p.id, p.salt, p.digest) for _, p in made), strict=True)):
        assert len(set(part)) == len(made)


def test_the_secret_holds_256_random_bits():
    text, _ = new_key_text()
    found = split_key_text(text)
    assert found is not None
    assert len(found[1]) * 6 >= 256


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sgk_",
        "sgk__",
        "sgk_0a1b2c3d4e5f_",
        f"sgk_0a1b2c3d4e5f_{'x' * 42}",
        f"sgk_0a1b2c3d4e5f_{'x' * 44}",
        f"SGK_0a1b2c3d4e5f_{'x' * 43}",
        f"sgk_0A1B2C3D4E5F_{'x' * 43}",
        f"sgk_0a1b2c3d4e5f_{'x' * 43}\n",
        f"sgk_0a1b2c3d4e5f_{'é' * 43}",
        "x" * 100_000,
    ],
)
def test_a_text_that_is_not_a_key_is_none(text):
    assert split_key_text(text) is None

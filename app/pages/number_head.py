"""The beginning of `docs/numbers.md`: what holds for every number, and the notation."""

HEAD = """# Numbers

Made from the code by `stakegraph numbers`; a test holds it true.

This page explains every number that the service returns: what it means, its unit and range, when it is null and why,
how it is computed, and where its definition comes from. A definition without a source is this project's own.

The records that numbers are computed from are explained in [model.md](model.md). Every constant that is a choice is a
setting, listed in [settings.md](settings.md).

## Three rules

1. **Unknown is not zero.** A value that the data cannot support is null, and `reasons` beside it says why. Aggregates
   say how many people were unknown.
2. **Every number can be made again.** A score comes with the parts that it is made of. With `explain=true` the answer
   also names the records behind each part.
3. **The same question gives the same bytes.** The same account at the same `as_of` and `known_at`, under the same
   settings, gives the same answer. Sampling has a seed, made of the account's id and revision.

## Notation

| notation | meaning |
|---|---|
| P, n | The people of the account who have not left by `as_of`, and their number; placeholders and outsiders count. |
| T | Our team members whom the account names and who have not left us by `as_of`. |
| `age` | Days from an instant to `as_of`. What comes after `as_of` does not exist. |
| `decay(h)` | `2 ** (-age / h)`: half after h days, a quarter after 2 h. |
| `sum`, `prod` | The sum and the product over all things named after it; `prod` of nothing is 1. |
| noisy-or | `1 - prod(1 - p)`: the probability that at least one of several independent causes acts. |
| equal | Two values are equal if they agree after rounding to 12 decimals. Ties are in order of id. |
| None | Null in the answer. |
| 0.85 (`damping`) | The default of a setting, and its name. |

A **scope** narrows an answer to the people of a department with everything below it, or to the people with a stake on
a decision chain. It filters the answer and never the graph: the numbers of each person are still those in the whole
account. A chain in scope also brings in its own project lines and beliefs.
"""
"""The beginning of the page, up to the tables that are made from the code."""

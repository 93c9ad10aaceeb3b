"""Write docs/validation.md."""

from benchmarks.validation.validation import main

main()

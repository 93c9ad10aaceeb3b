"""Who receives the report: one TOML file, checked when a process starts."""

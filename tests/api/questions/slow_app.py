"""An application that answers as slowly as it is asked to, and notes each answer that it began, for workers to copy."""

import os
import time
from pathlib import Path

from fastapi import FastAPI

from app.settings import Settings
from schemas.errors import NotFound
from schemas.messages.message import Message


def create_slow_app(settings: Settings) -> FastAPI:
    """Return the application; it computes without a pause, as analyses do."""
    app = FastAPI()

    @app.get("/pid")
    def pid(seconds: float, began: str, name: str = "") -> dict[str, object]:
        with Path(began).open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            pass
        return {"pid": os.getpid(), "name": name}

    @app.get("/absent")
    def absent() -> None:
        raise NotFound(Message("records.absent", kind="account", id="acme"))

    @app.get("/fault")
    def fault() -> None:
        raise ValueError("edda.morwick" + "@example.com")

    return app

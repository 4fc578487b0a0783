"""Containers with some parts of a workbook in them."""

from __future__ import annotations

import io
import zipfile

from engine.intake.container import Container, open_container


def container_of(**parts: str) -> Container:
    """A container whose parts in xl/ have these names and contents."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return open_container(target.getvalue())

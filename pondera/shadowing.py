"""Our stages are packages with plain names; a file beside a person's own script can hide them.

``python analysis.py`` puts the script's folder first on the module search path, and a file ``extract.py``
in it is then what ``import extract`` finds. That would end in an odd error far from its cause, so it is
looked for when Pondera is imported.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

STAGES = ("ingest", "extract", "normalize", "check")


class Shadowed(ImportError):
    """A file or folder of the user has the name of one of Pondera's packages and hides it."""

    def __init__(self, stage: str, path: Path) -> None:
        self.stage = stage
        self.hiding = path
        super().__init__(
            f"{path} hides Pondera's own package '{stage}': give it another name, or run the program from"
            f" another folder. / {path} oculta el paquete '{stage}' de Pondera: cámbiele el nombre o ejecute"
            " el programa desde otra carpeta.",
            name=stage,
            path=str(path),
        )


def refuse_shadows() -> None:
    """Raises ``Shadowed`` where a stage's name leads to something else than the package that stands beside
    ``pondera`` and was installed with it."""
    home = Path(__file__).resolve().parent.parent
    for stage in STAGES:
        found = _location(stage)
        if found is not None and found.resolve() not in (home / stage, home / stage / "__init__.py"):
            raise Shadowed(stage, found)


def _location(stage: str) -> Path | None:
    """The file of a module that is imported already, or else of the one that an import would find; the
    folder of a package without ``__init__``; None where there is neither."""
    if stage in sys.modules:
        file = getattr(sys.modules[stage], "__file__", None)
        if file is not None:
            return Path(file)
    spec = find_spec(stage)
    if spec is None:
        return None
    if spec.has_location and spec.origin is not None:
        return Path(spec.origin)
    return next((Path(folder) for folder in spec.submodule_search_locations or ()), None)

from __future__ import annotations

from pondera.cli.options import Files, Lang


def show(files: Files, lang: Lang = None) -> None: ...

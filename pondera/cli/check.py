from __future__ import annotations

from pondera.cli.options import Files, Lang


def check(files: Files, lang: Lang = None) -> None: ...

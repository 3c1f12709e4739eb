"""``python -m pondera`` is the program ``pondera``."""

from pondera.cli import main

main()

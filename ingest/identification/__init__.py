"""What a file is, by its bytes: one module per family of formats, one table (``kinds.toml``) for all.

PRONOM identifiers and the byte patterns behind them are facts of The National Archives' registry
(https://www.nationalarchives.gov.uk/PRONOM, signature release 120).
"""

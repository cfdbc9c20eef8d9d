"""The journal: append-only, hash-chained streams of entries, in memory or in a database."""

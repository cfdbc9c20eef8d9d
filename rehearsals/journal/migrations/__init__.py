"""The scripts that make and change the journal's tables; run by `rehearsals.journal.schema`."""

"""Who is told what over which routes; a ledger of its own."""

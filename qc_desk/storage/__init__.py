"""How the record is kept: engines, transactions, the audit chain, guards, migrations, backups."""

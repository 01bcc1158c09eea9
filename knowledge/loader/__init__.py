"""From the catalog's files to the database."""

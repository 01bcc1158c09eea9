"""Questions to the knowledge base: small functions that take a session and return plain results."""

"""The whole topology as plain processes: nginx, assistants, action servers, PostgreSQL, Redis."""

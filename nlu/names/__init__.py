"""Names in a message: roles, tools, places, industries, levels, degrees, backgrounds."""

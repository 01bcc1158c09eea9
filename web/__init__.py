"""What guards every door, of channels and servers alike: access, limits, refusals, secrets, names in logs."""

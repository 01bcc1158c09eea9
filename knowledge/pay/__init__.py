"""Rules of pay without a database: units and currencies, amounts that people write, levels, comparisons."""

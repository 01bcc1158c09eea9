"""Works out the catalog's figures from the data sets of their publishers, one module a publisher."""

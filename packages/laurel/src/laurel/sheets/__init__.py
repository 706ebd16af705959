"""Many achievements from a table: kept while it is corrected, then defined one by one."""

"""The console's pages: thin over the services."""

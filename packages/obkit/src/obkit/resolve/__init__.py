"""Documents from elsewhere: the Fetcher port, DIDs, verification methods."""

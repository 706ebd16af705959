"""What programs ask, in JSON, under `/api/`; in the words of the pages."""

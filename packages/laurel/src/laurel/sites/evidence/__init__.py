"""Where people hand in evidence, and where outside reviewers look at it. No account is needed."""

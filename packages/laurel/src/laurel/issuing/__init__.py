"""The journey from an award to a credential. The only place that knows both."""

"""Hours by duty and school."""

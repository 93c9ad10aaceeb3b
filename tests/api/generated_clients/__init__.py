"""Clients that generators make from the OpenAPI document, used as their users would use them."""

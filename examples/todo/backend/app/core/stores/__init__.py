"""Clients for data stores."""

"""The data stores that a component can talk to."""

"""The application: a module for each component, and what they share in `core`."""

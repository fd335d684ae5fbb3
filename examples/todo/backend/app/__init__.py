"""The application: one module per component, and shared code in `core`."""

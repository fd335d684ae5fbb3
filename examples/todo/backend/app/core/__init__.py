"""What all components share: settings, logs, traces, health and shutdown."""

"""What every component does alike: settings, logs, traces, health and shutdown."""

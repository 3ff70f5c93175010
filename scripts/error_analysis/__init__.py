"""What the service's log says about its failures: read, counted, told."""

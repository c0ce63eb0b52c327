"""What every process-level test stands on: servers, a raw wire client, the history checker."""

"""What pages show, worked out from how a run stands: pure, frozen records."""

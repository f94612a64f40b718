"""What leaves the house: bundles, manifests and the formats of others."""

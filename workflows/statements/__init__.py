"""Views before a review conference: collected apart, then shown together."""

"""From a published revision to deliveries, and to what became of them."""

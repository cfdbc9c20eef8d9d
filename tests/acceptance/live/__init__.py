"""A live cutover for tests: its people, the processes they sit at, and the bridge between them."""

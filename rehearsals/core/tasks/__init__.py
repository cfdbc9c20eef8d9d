"""What can be asked of tasks and happen to them: starting, completing, holding, putting right."""

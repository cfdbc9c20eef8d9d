"""How people reach Callboard: the command line. It knows neither SQL nor Prefect."""

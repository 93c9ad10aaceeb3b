"""Pages for people: the API at `/docs`, and what each problem means at `/problems`."""

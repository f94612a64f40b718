"""The only place that speaks HTTP: pages for people, the JSON API, and the door that both go through."""

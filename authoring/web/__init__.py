"""The only place that speaks HTTP: pages for people, the JSON API, and the door that both go through.

`create_app(settings)` makes the application. Every route says who may enter (`auth.access`), and nothing starts
while one does not. `rooms` names all groups of routes; a new one is added there. Views get at the installation's
parts and at whoever asks by `context`; templates have `t()`, `asset()`, `csrf_field()`, `visitor()`.
"""

from authoring.web.app import create_app

__all__ = ["create_app"]

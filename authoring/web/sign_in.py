"""Signing in and out.

A one-time link shows a button and is used up by pressing it: programs that open the links in mails press none.
"""

from flask import Blueprint, render_template

from authoring.web.auth import Access, access

room = Blueprint("sign_in", __name__)


@room.get("/sign-in")
@access(Access.EVERYONE)
def show() -> str:
    """The page on which one signs in."""
    return render_template("sign_in.html")

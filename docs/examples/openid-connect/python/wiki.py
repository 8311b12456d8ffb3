"""A web application that people log in to through Gatehouse: ISSUER=… CLIENT_ID=… python wiki.py"""

import os
import secrets
from urllib.parse import urlencode

from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session, url_for
from markupsafe import escape
from requests import HTTPError

app = Flask(__name__)
app.secret_key = os.environ["SESSION_SECRET"]

oauth = OAuth(app)
gatehouse = oauth.register(
    "gatehouse",
    server_metadata_url=f"{os.environ['ISSUER']}/.well-known/openid-configuration",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
)

# Tokens stay on the server: the session is a cookie that its owner can read.
tokens: dict[str, dict] = {}


@app.get("/")
def home():
    token = tokens.get(session.get("id", ""))
    if token is None:
        return gatehouse.authorize_redirect(url_for("callback", _external=True))
    try:
        person = gatehouse.userinfo(token=token)
    except HTTPError as error:
        if error.response.status_code != 401:
            raise
        # The session is over at Gatehouse, which tells Authlib nothing: whoever asks, learns.
        del tokens[session.pop("id")]
        return redirect("/")
    return f"""<!doctype html><title>Wiki</title>
<p>Hello {escape(person["email"])}</p>
<p><a href="/refresh">Refresh</a> <a href="/logout">Log out</a></p>"""


@app.get("/callback")
def callback():
    session["id"] = secrets.token_urlsafe()
    tokens[session["id"]] = gatehouse.authorize_access_token()
    return redirect("/")


@app.get("/refresh")
def refresh():
    token = tokens[session["id"]]
    tokens[session["id"]] = gatehouse.fetch_access_token(
        grant_type="refresh_token", refresh_token=token["refresh_token"]
    )
    return redirect("/")


@app.get("/logout")
def logout():
    token = tokens.pop(session.pop("id", ""), {})
    query = {
        "id_token_hint": token.get("id_token", ""),
        "post_logout_redirect_uri": url_for("home", _external=True),
    }
    end_session = gatehouse.load_server_metadata()["end_session_endpoint"]
    return redirect(f"{end_session}?{urlencode(query)}")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ["PORT"]))

"""Who calls, in the runs of Schemathesis: loaded by `hooks` in schemathesis.toml.

GATEHOUSE_CALLER is `administrator`; anything else calls with what the command line gives, or with nothing.

Some operations end what their caller lives by: its session, its account. Each call of these is made by somebody new, so
that what one call does is never taken for a fault of the next.
"""

import itertools
import json
import os
import urllib.error
import urllib.request

import schemathesis

URL = os.environ["GATEHOUSE_URL"]
PASSWORD = "seven brave owls knit"
ENDS_ITS_CALLER = [
    "beginPasskey",
    "changeEmail",
    "changePassword",
    "confirmTotp",
    "deleteOwnAccount",
    "enrolTotp",
    "logout",
    "logoutAll",
    "revokeSession",
    "stepUp",
]
numbers = itertools.count(1)


def post(path, body):
    request = urllib.request.Request(
        URL + path, json.dumps(body).encode(), {"content-type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def log_in(email, password):
    return post("/v1/auth/login", {"email": email, "password": password})["access_token"]


def is_good(token):
    request = urllib.request.Request(URL + "/v1/auth/me", headers={"authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request):
            return True
    except urllib.error.HTTPError:
        return False


class Bearer:
    def set(self, case, data, context):
        case.headers = case.headers or {}
        # In this spelling: by it the credentials are found again, to be left out.
        case.headers["Authorization"] = f"Bearer {data}"


class SomebodyNew(Bearer):
    def get(self, case, context):
        email = f"somebody-{next(numbers)}@callers.test"
        post("/v1/auth/register", {"email": email, "password": PASSWORD})
        return log_in(email, PASSWORD)


class Administrator(Bearer):
    """Whose session may be ended by one who tries every way to end one."""

    token = None

    def get(self, case, context):
        if Administrator.token is None or not is_good(Administrator.token):
            Administrator.token = log_in(os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"])
        return Administrator.token


if os.environ.get("GATEHOUSE_CALLER") == "administrator":
    schemathesis.auth(refresh_interval=None).apply_to(operation_id=ENDS_ITS_CALLER)(SomebodyNew)
    schemathesis.auth(refresh_interval=None).skip_for(operation_id=ENDS_ITS_CALLER)(Administrator)

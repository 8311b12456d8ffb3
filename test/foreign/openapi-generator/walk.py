"""The way of a newcomer, by the client that openapi-generator makes for Python. Prints what each step came to."""

import json
import os

import gatehouse_client as gatehouse
from gatehouse_client.exceptions import ApiException

URL = os.environ["GATEHOUSE_URL"]
steps = []


def step(name, *came_to):
    steps.append([name, *came_to])


def api(token=None):
    return gatehouse.ApiClient(gatehouse.Configuration(host=URL, access_token=token))


def problem_of(call):
    """The status, and the class that the answer was read as."""
    try:
        call()
    except ApiException as error:
        return error.status, type(getattr(error.data, "actual_instance", error.data)).__name__
    return None


person = {"email": os.environ["EMAIL"], "password": "seven brave owls knit"}
auth = gatehouse.AuthApi(api())
step("register", auth.register(gatehouse.Registration(**person)).email)
step("register again", problem_of(lambda: auth.register(gatehouse.Registration(**person))))
mine = auth.login(gatehouse.LoginCredentials(**person)).actual_instance
step("login", type(mine).__name__)
me = gatehouse.AuthApi(api(mine.access_token)).get_me()
step("me", me.email)
step("forbidden", problem_of(lambda: gatehouse.ClientsApi(api(mine.access_token)).list_clients()))

root = {"email": os.environ["ADMIN_EMAIL"], "password": os.environ["ADMIN_PASSWORD"]}
admin = api(auth.login(gatehouse.LoginCredentials(**root)).actual_instance.access_token)
clients = gatehouse.ClientsApi(admin)
wanted = gatehouse.CreateClient(name="orders", scopes=["introspect", "revocations:read"], audiences=["orders"])
# It is shown this once: a client that cannot read the answer has lost it.
made = clients.create_client(wanted)
step("createClient", made.name, len(made.client_secret) > 20)
step("listClients", [client.client_id == made.client_id for client in clients.list_clients().items])
gatehouse.UsersApi(admin).update_user(str(me.id), gatehouse.UpdateUserRequest(status="disabled"))
batch = gatehouse.RevocationsApi(admin).read_revocations()
step("readRevocations", sorted({type(entry.actual_instance).__name__ for entry in batch.items}))

service = gatehouse.Configuration(host=URL, username=str(made.client_id), password=made.client_secret)
oauth = gatehouse.OauthApi(gatehouse.ApiClient(service))
granted = oauth.request_token(grant_type="client_credentials")
step("requestToken", granted.token_type, granted.scope)
step("introspect", oauth.introspect(token=mine.access_token).active)
print(json.dumps(steps))

// A page without a server that people log in to through Gatehouse.
const users = new oidc.UserManager({
  ...(await (await fetch('/settings.json')).json()), // {"authority": "https://auth.example.org", "client_id": "…"}
  redirect_uri: `${location.origin}/callback`,
  post_logout_redirect_uri: `${location.origin}/`,
  scope: 'openid email',
  loadUserInfo: true,
});

if (location.pathname === '/callback') {
  await users.signinRedirectCallback();
  history.replaceState(null, '', '/');
}

const show = async () => {
  const user = await users.getUser();
  document.getElementById('who').textContent = user === null ? 'Hello stranger' : `Hello ${user.profile.email}`;
};
const on = (id, what) => document.getElementById(id).addEventListener('click', () => void what());

on('log-in', () => users.signinRedirect());
// By its refresh token. `automaticSilentRenew`, which is on, does so by itself before the access token ends.
on('refresh', async () => {
  await users.signinSilent();
  await show();
});
on('log-out', () => users.signoutRedirect());
await show();

/** What libs/auth can do, a folder for each: whoever signs in has no need of what stands on it. */
const CAPABILITIES =
  '(?:accounts|backchannel|browser|export|factors|letters|login-codes|notices|oauth|openid|passwords|sign-in|statistics|upstream|wanted-state)';

/** A capability that may import, of the others, nothing but these. */
const standsOn = (capability, others = []) => ({
  from: { path: `^libs/auth/src/${capability}/` },
  to: {
    path: `^libs/auth/src/${CAPABILITIES}/`,
    pathNot: [capability, ...others].map(name => `^libs/auth/src/${name}/`),
  },
});

/** Which capability of libs/auth may lean on which. */
export const capabilities = [
  {
    name: 'letters-browser-backchannel-export-and-statistics-stand-alone',
    comment: 'Others stand on them: what they need of a sign-in they describe themselves, beside where they need it.',
    from: { path: '^libs/auth/src/(letters|browser|backchannel|export|statistics)/' },
    to: { path: `^libs/auth/src/${CAPABILITIES}/`, pathNot: '^libs/auth/src/$1/' },
  },
  {
    name: 'passwords-stand-on-letters',
    comment: 'Others stand on them, as they do on letters: a forgotten one is replaced by mail.',
    ...standsOn('passwords', ['letters']),
  },
  {
    name: 'notices-stand-on-letters',
    comment: 'What they tell people they learn from the audit trail, not from those who do it.',
    ...standsOn('notices', ['letters']),
  },
  {
    name: 'accounts-stand-on-passwords-letters-and-backchannel',
    comment: 'Whether somebody is signed in is nothing that an account knows, but what is to be told when it goes.',
    ...standsOn('accounts', ['passwords', 'letters', 'backchannel']),
  },
  {
    name: 'factors-stand-on-passwords',
    comment: 'Whoever is logged in changes what they have by the password; how they came in is nothing to it.',
    ...standsOn('factors', ['passwords']),
  },
  {
    name: 'sign-in-stands-on-passwords-and-browser',
    comment: 'It proves who somebody is and opens a session, however they ask for it.',
    ...standsOn('sign-in', ['passwords', 'browser']),
  },
  {
    name: 'login-codes-stand-on-sign-in-and-letters',
    comment: 'A way to log in that needs a mail; a sign-in by itself needs none.',
    ...standsOn('login-codes', ['sign-in', 'letters', 'browser']),
  },
  {
    name: 'openid-stands-on-sign-in-and-browser',
    comment: 'It lets applications in for whoever is signed in; by which grant they get their tokens is nothing to it.',
    ...standsOn('openid', ['sign-in', 'browser']),
  },
  {
    name: 'upstream-stands-on-sign-in-and-browser',
    comment: 'A way to log in whose proof somebody else gives; a sign-in by itself goes to nobody else.',
    ...standsOn('upstream', ['sign-in', 'browser']),
  },
  {
    name: 'wanted-state-stands-on-upstream',
    comment: 'It asks for what is to be there of those who make it elsewhere, and makes nothing by itself.',
    ...standsOn('wanted-state', ['upstream']),
  },
  {
    name: 'oauth-stands-on-sign-in-openid-and-passwords',
    comment: 'It is a way to ask; what it asks for is done by the others.',
    ...standsOn('oauth', ['sign-in', 'openid', 'passwords']),
  },
];

/** What the document cannot say: how the client is to treat certain operations and values. */

/** Operations that are no methods, and why. */
export const LEFT_OUT = {
  streamRevocations:
    'following the feed means keeping a picture of it that is never stale: @gatehouse/verifier does that, and a bare ' +
    'stream of events would only invite to do it wrong',
  exportAuditEvents:
    'a trail has no end of its own, and is to be streamed to where it goes: the client holds answers in memory',
};

/** What an operation does to the login that the client keeps. The core acts on it. */
export const EFFECTS = {
  login: 'begins',
  logInByPasskey: 'begins',
  logInByCode: 'begins',
  finishUpstreamLogin: 'begins',
  showFactor: 'completes',
  stepUp: 'raises',
  refresh: 'renews',
  logout: 'ends',
  logoutAll: 'ends',
};

/** Fields that the client fills in by itself, by operation. */
export const FILLED_IN = {
  login: ['transport'],
  logInByPasskey: ['transport'],
  requestLoginCode: ['transport'],
  refresh: ['refresh_token', 'audience'],
  logout: ['refresh_token'],
};

/** POSTs that may be sent again although their outcome is unknown: what they ask for is the same the second time. */
export const REPEATABLE = {
  importUsers: 'whoever is there already is left as they are',
  introspect: 'it changes nothing (RFC 7662)',
  revokeOAuthToken: 'a token that is revoked already is answered alike (RFC 7009)',
};

/** Header parameters that nobody has to give, in lower case. */
export const HEADERS_OF_THE_CORE = {
  'x-csrf-token': 'the core knows it',
  'if-none-match': 'keeping answers is the matter of the HTTP cache, which asks with it',
};

/** Enumerations that grow with the service: a value that is not known yet is no error, and the type says so. */
export const GROWING = ['AuditEventKind', 'AuditTargetKind'];

/** The library that speaks OpenID Connect to others, loaded with the first login at one: no start of the service pays for it. */
export const openIdClient = () => import('openid-client');

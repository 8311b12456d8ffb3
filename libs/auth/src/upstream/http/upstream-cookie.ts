import { UPSTREAM_LOGIN_SECONDS } from '#libs/upstream';
import { BrowserMark } from '../../browser/own-cookie.js';

/** Binds a login at another provider to the browser in which it was begun. It comes along from the same site alone. */
export const upstreamCookie = new BrowserMark('__Host-gatehouse_upstream', UPSTREAM_LOGIN_SECONDS);

import { INTERACTION_SECONDS } from '#libs/oidc';
import { BrowserMark } from '../../browser/own-cookie.js';

/** Binds an interaction to the browser in which it was begun. */
export const interactionCookie = new BrowserMark('__Host-gatehouse_interaction', INTERACTION_SECONDS);

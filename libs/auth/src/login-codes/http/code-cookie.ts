import { OwnCookie } from '../../browser/own-cookie.js';
import { CODE_LIFE_SECONDS } from '../login-codes.js';

/** Makes a code good in the browser that has asked for it. It lasts as long as the code. */
export const codeCookie = new OwnCookie('__Host-gatehouse_code', CODE_LIFE_SECONDS);

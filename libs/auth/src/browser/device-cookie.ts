import { DEVICE_LIFE_SECONDS } from '#libs/guessing';
import { OwnCookie } from './own-cookie.js';

/** Makes a browser known. It stays when the session ends. */
export const deviceCookie = new OwnCookie('__Host-gatehouse_device', DEVICE_LIFE_SECONDS);

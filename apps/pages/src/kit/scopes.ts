import type { ShownApplication } from '#libs/client';

/** What an application gets to know, or to do, in words. */
export const SCOPES: Readonly<Record<ShownApplication['scopes'][number], string>> = {
  openid: 'that it is you, by a number that stays the same',
  profile: 'what there is of your profile',
  email: 'your e-mail address',
  roles: 'your roles here',
  offline_access: 'and may stay logged in when you have logged out here',
};

import type { Config } from '#libs/platform';

/**
 * Has what lies in files read anew on SIGHUP, where something does. Otherwise the signal ends the process, as it does when
 * a terminal is closed.
 */
export function onHangUp({ passwordBlocklist }: Config, reload: () => void): void {
  if (passwordBlocklist !== undefined) process.on('SIGHUP', reload);
}

import { beforeAll, expect } from '@jest/globals';
import type { TestDatabase } from './database.js';
import type { Gatehouse } from './gatehouse.js';
import type { LogoutParty } from './logout-party.js';
import { newApplication, newVisitor, tokensFor } from './oidc-scene.js';
import { adminToken } from './people.js';
import { type Settings, useGatehouse } from './use-gatehouse.js';

/** A session of an application that is to be told, and whose it is. */
export interface Ended {
  readonly sid: string;
  readonly user_id: string;
  readonly client_id: string;
}

interface BackChannelScene {
  readonly database: TestDatabase;
  readonly service: Gatehouse;
  admin(): string;
  /**
   * Somebody lets in an application of their own, registered with this, and logs out.
   * @param uri where it is told, though it could not be registered with that
   */
  logOut(registration: object, uri?: string): Promise<Ended>;
  /** What waits for the application of this session. */
  waiting(sid: string): Promise<{ attempts: number } | undefined>;
  /** Until the service has said that an application was not told, and why. */
  inVain(client_id: string, why: string): Promise<unknown>;
}

const TELL_AT = 'UPDATE clients SET backchannel_logout_uri = $1 WHERE id = $2';

/** A service that cleans up by no clock, and tells these parties. */
export function useBackChannel(settings: Settings, parties: readonly LogoutParty[]): BackChannelScene {
  const { database, service } = useGatehouse(async () => ({
    ...(typeof settings === 'function' ? await settings() : settings),
    GATEHOUSE_CLEANUP_INTERVAL: '1d',
  }));
  let token = '';
  beforeAll(async () => {
    for (const party of parties) party.trust(service.url);
    token = await adminToken(service.api);
  });
  return {
    database,
    service,
    admin: () => token,
    logOut: async (registration, uri) => {
      const application = await newApplication(service.api, token, registration);
      if (uri !== undefined) await database.query(TELL_AT, [uri, application.client_id]);
      const { browser, person } = await newVisitor(service);
      const { session_id: sid } = await tokensFor(service, browser, application);
      expect((await browser.post('/v1/auth/logout')).status).toBe(204);
      return { sid, user_id: person.id, client_id: application.client_id };
    },
    waiting: async sid =>
      (
        await database.query<{ attempts: number }>('SELECT attempts FROM backchannel_logouts WHERE session_id = $1', [
          sid,
        ])
      )[0],
    inVain: (id, why) => service.process.printed(new RegExp(`will be: ${why}[^\\n]*${id}|${id}[^\\n]*will be: ${why}`)),
  };
}

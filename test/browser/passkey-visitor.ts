import type { CDPSession, Page } from 'playwright-core';
import { OWN } from '../support/tls-hosts.js';

/** What came of a ceremony: what the service has answered, or why the browser did not even ask it. */
export interface Outcome {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly refusedByBrowser?: string;
}

interface Ceremony {
  readonly service: string;
  readonly path: string;
  readonly token: string | undefined;
  /** What the page has to say to get the options. */
  readonly wanted: object;
  /** What it asks of the browser instead of what the service wants. */
  readonly changes: object;
  readonly makes: boolean;
}

/** A view that offers no passkeys by itself: browsers do one thing at a time. */
const QUIET = '/account#/set-password';

/** From now on nobody takes what is offered in a field: Chromium's own authenticator would, before a button is pressed. */
export async function leaveOffers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = options => {
      if (options?.mediation !== 'conditional') return get(options);
      return new Promise((_, reject) => {
        options.signal?.addEventListener('abort', () => reject(new DOMException('Withdrawn', 'AbortError')));
      });
    };
  });
}

/** Somebody at a page, in a browser that has an authenticator of Chromium's own, which counts its signatures. */
export class PasskeyVisitor {
  private constructor(
    private readonly page: Page,
    private readonly devTools: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  /** @param hasUserVerification whether the authenticator has a PIN or the like, by which somebody unlocks it */
  static async open(page: Page, host: string, hasUserVerification = true): Promise<PasskeyVisitor> {
    await page.goto(host + QUIET);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification, isUserVerified: hasUserVerification, automaticPresenceSimulation: true },
      },
    });
    return new PasskeyVisitor(page, devTools, authenticatorId);
  }

  async goTo(host: string): Promise<void> {
    await this.page.goto(host + QUIET);
  }

  /** From now on nobody can unlock the authenticator; who is there can be seen still. */
  async forgetWhoIsThere(): Promise<void> {
    const { authenticatorId } = this;
    await this.devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  }

  /** Whether somebody touches the authenticator as soon as it is asked; otherwise it waits. */
  async touches(enabled: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.devTools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  }

  async credentials(): Promise<{ rpId?: string; signCount: number }[]> {
    const { authenticatorId } = this;
    return (await this.devTools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  }

  /** @param changes what the page asks of the browser instead of what the service wants */
  enrol(token: string, password: string, changes: object = {}): Promise<Outcome> {
    const wanted = { current_password: password };
    return this.go({ service: OWN, path: '/v1/auth/factors/passkeys', token, wanted, changes, makes: true });
  }

  logIn(changes: object = {}): Promise<Outcome> {
    return this.go({
      service: OWN,
      path: '/v1/auth/login/passkey',
      token: undefined,
      wanted: {},
      changes,
      makes: false,
    });
  }

  /** As a page does it: asks the service for options, the browser for a credential, and sends that to the service. */
  private go(ceremony: Ceremony): Promise<Outcome> {
    return this.page.evaluate(async ({ service, path, token, wanted, changes, makes }): Promise<Outcome> => {
      const post = async (to: string, body: object): Promise<Outcome> => {
        const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const headers = { 'content-type': 'application/json', ...authorization };
        const answer = await fetch(service + to, { method: 'POST', headers, body: JSON.stringify(body) });
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
      };
      try {
        const asked = await post(`${path}/options`, wanted);
        if (asked.status !== 200) return asked;
        const { challenge_id, options } = asked.body as { challenge_id: string; options: object };
        const json = { ...options, ...changes };
        const credential = (await (makes
          ? navigator.credentials.create({
              publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
                json as PublicKeyCredentialCreationOptionsJSON,
              ),
            })
          : navigator.credentials.get({
              publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json as PublicKeyCredentialRequestOptionsJSON),
            }))) as PublicKeyCredential;
        return await post(path, { challenge_id, credential: credential.toJSON() as object });
      } catch (error) {
        return { status: 0, body: {}, refusedByBrowser: (error as Error).name };
      }
    }, ceremony);
  }
}

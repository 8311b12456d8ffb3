/** Other people's relying parties, as far as they learn that somebody has left Gatehouse. */
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Anteroom } from './party-servers.js';
import type { Person } from './people.js';
import { passPages, type PartyStage, type RelyingParty, type Settings } from './relying-party.js';

/** Of a second, as it is promised, on a machine that has other things to do. */
const TOLD_WITHIN_MS = 5_000;
/** Far less than an access token lives. */
const LEARNED_WITHIN_MS = 10_000;

export interface ToldParty extends RelyingParty {
  /** Below its address: where it takes logout tokens. */
  readonly backchannelLogout: string;
  /** The status with which it answers them: 400 if it does not believe them. */
  readonly answer: 200 | 204 | 400;
}

/** Somebody whom an application knows, in a browser of their own. */
interface Visit {
  readonly stage: PartyStage;
  readonly settings: Settings;
  readonly page: Page;
  readonly person: Person;
}

/** All that they have at Gatehouse is over, and their browser does not tell the application. */
type Leave = (visit: Visit) => Promise<unknown>;

const logOut: Leave = async ({ settings, page }) => {
  await page.goto(`${settings.issuer}/account`);
  await page.getByRole('navigation').getByRole('button', { name: 'Log out' }).click();
};

const endByAdministrator: Leave = async ({ stage, person }) => {
  const { status } = await stage.service.api.delete(`/v1/users/${person.id}/sessions`, { token: stage.admin });
  expect(status).toBe(204);
};

async function visiting(
  stage: PartyStage,
  { settings, party }: { readonly settings: Settings; readonly party: RelyingParty },
  act: (visit: Visit) => Promise<void>,
): Promise<void> {
  const page = await stage.newPage();
  try {
    const person = await stage.newVerified();
    await page.goto(`${settings.url}/`);
    await party.logIn?.(page);
    await passPages(page, person);
    await page.getByText(`Hello ${person.email}`).waitFor();
    await act({ stage, settings, page, person });
  } finally {
    await page.context().close();
  }
}

/** Whether the application sends whoever opens its page to the login. */
async function demandsLogin({ settings, page }: Visit): Promise<boolean> {
  await page.goto(`${settings.url}/`);
  return page.url().startsWith(`${settings.issuer}/login?`);
}

/** The token is held up on its way, so that nothing but the token can have ended what it ends. */
export function itIsTold(stage: PartyStage, party: ToldParty): void {
  const believes = party.answer !== 400;
  it(`${party.name} ${believes ? 'ends' : 'does not end'} a session when it is told to`, async () => {
    const settings = await stage.settingsFor(party);
    const end = await party.start(settings);
    const anteroom = await Anteroom.before(settings.url + party.backchannelLogout);
    try {
      await stage.tell(settings, anteroom.url);
      for (const leave of [logOut, endByAdministrator]) {
        await visiting(stage, { settings, party }, async visit => {
          const coming = anteroom.next();
          await leave(visit);
          const left = performance.now();
          const word = await coming;
          expect(word.at - left).toBeLessThan(TOLD_WITHIN_MS);
          expect(await demandsLogin(visit)).toBe(false);
          expect(await word.pass()).toBe(party.answer);
          expect(await demandsLogin(visit)).toBe(believes);
        });
      }
    } finally {
      await end();
      await anteroom.close();
    }
  });
}

/** For one that cannot be told: it asks Gatehouse itself, sooner or later. */
export function itLearnsByAsking(stage: PartyStage, party: RelyingParty): void {
  it(`${party.name} ends a session when Gatehouse refuses it what it asks for`, async () => {
    const settings = await stage.settingsFor(party);
    const end = await party.start(settings);
    try {
      for (const leave of [logOut, endByAdministrator]) {
        await visiting(stage, { settings, party }, async visit => {
          await leave(visit);
          const left = performance.now();
          while (!(await demandsLogin(visit))) expect(performance.now() - left).toBeLessThan(LEARNED_WITHIN_MS);
        });
      }
    } finally {
      await end();
    }
  });
}

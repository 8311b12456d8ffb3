/** Other people's relying parties, unedited, with the configuration that docs/openid-connect.md shows. */
import { join } from 'node:path';
import { afterAll, describe } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  buildWithMaven,
  builtOrLeftOut,
  installWithGo,
  installWithNpm,
  installWithPip,
  Workshop,
} from '../support/foreign-toolchains.js';
import { chromiumIsInstalled } from '../support/chromium.js';
import { describeWhere } from '../support/left-out.js';
import { GuardedPage, servePage } from '../support/party-servers.js';
import { itLogsPeopleIn, PartyStage, type RelyingParty, startProgram } from '../support/relying-party.js';
import { use } from '../support/use.js';
import { itIsTold, itLearnsByAsking } from '../support/party-told.js';
import { random } from '../support/oidc-scene.js';

/** Where there is no Chromium, chromium.ts has said so. */
const describeInChromium = describeWhere(chromiumIsInstalled);

const OAUTH2_PROXY = 'github.com/oauth2-proxy/oauth2-proxy/v7@v7.15.6';

const workshops = {
  node: new Workshop('node', 'openid-connect'),
  browser: new Workshop('browser', 'openid-connect'),
  python: new Workshop('python', 'openid-connect'),
  proxy: new Workshop('oauth2-proxy', 'openid-connect'),
  spring: new Workshop('spring', 'openid-connect'),
};
const { folder: proxyFolder } = workshops.proxy;
const { folder: pageFolder } = workshops.browser;

const node = builtOrLeftOut('express-openid-connect', workshops.node, installWithNpm);
const browser = builtOrLeftOut('oidc-client-ts', workshops.browser, installWithNpm);
const python = builtOrLeftOut('Authlib with Flask', workshops.python, installWithPip);
const proxy = builtOrLeftOut('oauth2-proxy', workshops.proxy, workshop => installWithGo(workshop, OAUTH2_PROXY));
const spring = builtOrLeftOut('Spring Security', workshops.spring, workshop =>
  buildWithMaven(workshop, {}, 'example.Wiki'),
);

const follow = (name: string) => (page: Page) => page.getByRole('link', { name }).click();
const press = (name: string) => (page: Page) => page.getByRole('button', { name }).click();

const useStage = (settings = {}): PartyStage =>
  use(
    () => PartyStage.open(settings),
    stage => stage.close(),
  );

describeInChromium('somebody else’s relying party', () => {
  const stage = useStage();

  afterAll(() => {
    for (const workshop of Object.values(workshops)) workshop.discard();
  });

  if (node) {
    const party: RelyingParty = {
      ...{ name: 'express-openid-connect', callback: '/callback', afterLogout: '' },
      start: settings => startProgram(node('wiki.js'), settings, { ready: /listening on/ }),
      ...{ refresh: follow('Refresh'), logOut: follow('Log out') },
    };
    itLogsPeopleIn(stage, party);
    itIsTold(stage, { ...party, backchannelLogout: '/backchannel-logout', answer: 204 });
  }

  if (browser) {
    itLogsPeopleIn(stage, {
      ...{ name: 'oidc-client-ts', kind: 'browser', callback: '/callback', afterLogout: '/' },
      start: ({ port, issuer: authority, client_id }) => servePage(port, pageFolder, { authority, client_id }),
      logIn: press('Log in'),
      ...{ refresh: press('Refresh'), logOut: press('Log out') },
    });
  }

  if (python) {
    const party: RelyingParty = {
      ...{ name: 'Authlib with Flask', callback: '/callback', afterLogout: '/' },
      start: settings => startProgram(python('wiki.py'), settings, { ready: /Running on/ }),
      ...{ refresh: follow('Refresh'), logOut: follow('Log out') },
    };
    itLogsPeopleIn(stage, party);
    itLearnsByAsking(stage, party);
  }

  if (proxy !== undefined) {
    const party: RelyingParty = {
      ...{ name: 'oauth2-proxy', callback: '/oauth2/callback', afterLogout: '/' },
      async start(settings) {
        const page = await GuardedPage.serve(settings);
        const command = [proxy, '--config', join(proxyFolder, 'oauth2-proxy.cfg')] as const;
        const given = {
          OIDC_ISSUER_URL: settings.issuer,
          REDIRECT_URL: `${settings.url}/oauth2/callback`,
          CLIENT_ID: settings.client_id,
          CLIENT_SECRET: settings.client_secret ?? '',
          COOKIE_SECRET: random().slice(0, 32),
          UPSTREAMS: page.url,
          WHITELIST_DOMAINS: new URL(settings.issuer).host,
          // What is another matter where it runs: no TLS here, and nobody waits for nine minutes.
          ...{ HTTP_ADDRESS: `127.0.0.1:${settings.port}`, COOKIE_SECURE: 'false', COOKIE_REFRESH: '1s' },
        };
        const environment = Object.fromEntries(
          Object.entries(given).map(([name, value]) => [`OAUTH2_PROXY_${name}`, value]),
        );
        const end = await startProgram({ command, environment }, settings, { ready: /Cookie settings/ });
        return async () => {
          await end();
          await page.close();
        };
      },
      refresh: page => page.reload(),
      async logOut(page) {
        await follow('Log out')(page);
        await press('Log out')(page);
      },
    };
    itLogsPeopleIn(stage, party);
    itLearnsByAsking(stage, party);
  }

  if (spring) {
    const partyWith = (environment = {}): RelyingParty => ({
      ...{ name: 'Spring Security', callback: '/login/oauth2/code/gatehouse', afterLogout: '/' },
      start: settings => startProgram(spring, settings, { ready: /Started Wiki/, environment }),
      refresh: page => page.reload(),
      async logOut(page) {
        await follow('Log out')(page);
        await press('Log Out')(page);
      },
    });
    const backchannelLogout = '/logout/connect/back-channel/gatehouse';
    itLogsPeopleIn(stage, partyWith({ REFRESH_BEFORE: '1h' }));
    itIsTold(stage, { ...partyWith(), backchannelLogout, answer: 400 });

    // Whatever it takes for ID tokens, it takes no other signature of a logout token.
    describe('of a provider that signs by RS256', () => {
      const signing = useStage({ GATEHOUSE_SIGNING_ALG: 'RS256' });
      itIsTold(signing, { ...partyWith({ SIGNING_ALG: 'RS256' }), backchannelLogout, answer: 200 });
    });
  }
});

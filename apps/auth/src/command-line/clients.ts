import type { Command } from 'commander';
import { collect, command, jsonObject } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/clients.js');

interface CreateOptions extends ReportOptions {
  readonly kind?: string;
  readonly scope?: string[];
  readonly audience?: string[];
  readonly redirectUri?: string[];
  readonly postLogoutRedirectUri?: string[];
  readonly backchannelLogoutUri?: string;
  readonly backchannelLogoutSessionRequired?: boolean;
  readonly logoUri?: string;
  readonly firstParty?: boolean;
  readonly requirePushedAuthorizationRequests?: boolean;
  readonly deviceGrant?: boolean;
  readonly publicJwk?: object;
  readonly withSecret?: boolean;
}

export function addClientCommands(program: Command): void {
  const clients = program
    .command('clients')
    .description('The accounts of services, and applications that people log in with');
  command(clients, 'create <name>', 'Register a client, and print its secret if it gets one')
    .option('--kind <kind>', 'service, which it is if nothing is said, or an application: web, native, browser')
    .option('--scope <scope>', 'what the tokens of a service may carry; may be given several times', collect)
    .option('--audience <audience>', 'what its tokens may be meant for; may be given several times', collect)
    .option('--public-jwk <json>', 'the public key of its assertions; with a key it gets no secret', jsonObject)
    .option('--redirect-uri <uri>', 'where a login may end; may be given several times', collect)
    .option('--post-logout-redirect-uri <uri>', 'where a logout may end; may be given several times', collect)
    .option('--backchannel-logout-uri <uri>', 'where it is told that a session is over')
    .option('--backchannel-logout-session-required', 'it needs to be told which session that is')
    .option('--logo-uri <uri>', 'a picture by which people know it')
    .option('--first-party', 'trust it: nobody is asked for consent')
    .option('--require-pushed-authorization-requests', 'have it push what it asks for (RFC 9126)')
    .option('--device-grant', 'let people allow it on another device (RFC 8628), as native ones may anyhow')
    .option('--no-device-grant', 'do not, though it is native')
    .option('--with-secret', 'make a secret beside the key')
    .action((name: string, options: CreateOptions, self: Command) => {
      const request = requestOf(name, options, self);
      return report(options, async app => (await work()).createClient(app, request));
    });
  command(clients, 'check-keys', 'List the clients whose key is not believed any more, and why').action(
    (options: ReportOptions) => report(options, async app => (await work()).checkKeys(app)),
  );
}

function requestOf(name: string, options: CreateOptions, self: Command): object {
  const { kind = 'service', scope, audience, publicJwk, withSecret, firstParty } = options;
  if (kind === 'service' && scope === undefined) self.error('error: a service takes --scope <scope>');
  return {
    name,
    kind,
    scopes: scope ?? [],
    ...(audience && { audiences: audience }),
    ...(publicJwk && { public_jwk: publicJwk }),
    ...(withSecret && { with_secret: true }),
    ...(firstParty && { first_party: true }),
    ...(options.requirePushedAuthorizationRequests && { require_pushed_authorization_requests: true }),
    ...(options.deviceGrant !== undefined && { device_grant: options.deviceGrant }),
    ...urisOf(options),
  };
}

function urisOf(options: CreateOptions): object {
  const { redirectUri, postLogoutRedirectUri, backchannelLogoutUri, logoUri } = options;
  return {
    ...(redirectUri && { redirect_uris: redirectUri }),
    ...(postLogoutRedirectUri && { post_logout_redirect_uris: postLogoutRedirectUri }),
    ...(backchannelLogoutUri !== undefined && { backchannel_logout_uri: backchannelLogoutUri }),
    ...(options.backchannelLogoutSessionRequired && { backchannel_logout_session_required: true }),
    ...(logoUri !== undefined && { logo_uri: logoUri }),
  };
}

import type { ServiceClient } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { confirmed } from '../../kit/dialog.js';
import { areaField, type Field, form, textField } from '../../kit/form.js';
import { loaded } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { applicationFields } from './application-fields.js';
import { clientSecretsView } from './client-secrets.js';
import { above, badges, card, doing, eventsOf, facts, status, named, sending } from '../pieces.js';
import { again, go, seenLast } from '../route.js';
import { permissionBadges } from '../understanding/permission-link.js';
import { useCard } from './use/use-card.js';

const NEEDS = 'clients:write';

/** One client: a service or an application. */
export function clientView(visitor: Visitor, id: string): readonly Child[] {
  const path = `/v1/clients/${encodeURIComponent(id)}`;
  const mayEdit = visitor.may(NEEDS);
  const about = loaded(
    () => visitor.api.read<ServiceClient>(path),
    client => [
      named(client.name, ...(mayEdit ? actions(visitor, path, client) : [])),
      card('What it is', [], summaryOf(visitor, client)),
      client.kind === 'service' && useCard(visitor, client),
      mayEdit && card('Change it', [], editForm(visitor, path, client)),
      keepsSecrets(client) && clientSecretsView(visitor, path),
    ],
  );
  return [
    ...above('Client', 'Clients', 'clients'),
    about,
    eventsOf(visitor, ['What this client has done', { actor: id }], ['What was done to this client', { target: id }]),
  ];
}

function summaryOf({ may }: Visitor, client: ServiceClient): HTMLElement {
  const scopesOf = ({ scopes }: ServiceClient): Child =>
    may('roles:read') ? permissionBadges(scopes) : badges(scopes);
  return facts([
    ['Status', status(client.status)],
    ['Client id', h('span', { class: 'code' }, client.client_id)],
    ['Kind', client.kind],
    ...(isApplication(client) ? factsOfApplication(client) : ([['Scopes', scopesOf(client)]] as const)),
    ['Audiences', client.audiences === null ? (isApplication(client) ? 'none' : 'all') : badges(client.audiences)],
    ['Public key', client.public_jwk?.kty ?? 'none'],
    ['Since', moment(client.created_at)],
  ]);
}

/** What runs in a page or on somebody's device cannot. */
const keepsSecrets = ({ kind }: ServiceClient): boolean => kind === 'service' || kind === 'web';

const isApplication = ({ kind }: ServiceClient): boolean => kind !== 'service';

function factsOfApplication(client: ServiceClient): readonly (readonly [string, Child])[] {
  return [
    ['Redirect URIs', badges(client.redirect_uris)],
    ['Post-logout redirect URIs', badges(client.post_logout_redirect_uris)],
    ['Back-channel logout URI', client.backchannel_logout_uri ?? 'none'],
    ['Logo', client.logo_uri ?? 'none'],
    ['Consent', client.first_party ? 'nobody is asked' : 'people are asked'],
  ];
}

function actions({ api }: Visitor, path: string, client: ServiceClient): readonly Child[] {
  const next = client.status === 'active' ? 'disabled' : 'active';

  const setStatus = (): Promise<void> =>
    doing(NEEDS, async () => {
      await api.change('PATCH', path, { status: next });
      again();
      tell(`${client.name} is ${next}.`);
    });

  async function remove(): Promise<void> {
    const text = `${client.name} gets no token any more, and those it has are refused. This cannot be undone.`;
    if (!(await confirmed('Delete this client?', text, 'Delete'))) return;
    await doing(NEEDS, async () => {
      await api.change('DELETE', path);
      go(seenLast('clients'));
      tell(`${client.name} is deleted.`);
    });
  }

  return [button(next === 'active' ? 'Enable' : 'Disable', setStatus), button('Delete', remove, { class: 'danger' })];
}

function editForm({ api }: Visitor, path: string, client: ServiceClient): HTMLElement {
  const { fields, body } = isApplication(client) ? applicationFields(client) : serviceFields(client);
  const submit = (): Promise<void> =>
    sending(NEEDS, async () => {
      const changed = body();
      await api.change('PATCH', path, changed);
      again();
      tell(`${changed.name} is changed.`);
    });
  return form({ fields, action: 'Save', submit });
}

function serviceFields(client: ServiceClient): { fields: Field[]; body: () => Pick<ServiceClient, 'name' | 'scopes'> } {
  const name = textField('name', 'Name', { value: client.name, required: true });
  const scopes = areaField('scopes', 'Scopes', client.scopes.join('\n'), 'One a line.');
  return { fields: [name, scopes], body: () => ({ name: name.value, scopes: scopes.list }) };
}

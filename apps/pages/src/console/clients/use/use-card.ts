import type { AuthorizationServerMetadata, ServiceClient } from '#libs/client';
import { copying } from '../../../kit/dialog.js';
import { type Child, h } from '../../../kit/dom.js';
import { textField } from '../../../kit/form.js';
import { loaded } from '../../../kit/list.js';
import type { Visitor } from '../../../kit/page.js';
import { tabs } from '../../../kit/tabs.js';
import { card } from '../../pieces.js';
import { CURL } from './curl.js';
import { GO } from './go.js';
import { environmentLines, type Lines } from './lines.js';
import { NEST } from './nest.js';
import { NODE } from './node.js';
import { PYTHON } from './python.js';

const METADATA = '/.well-known/oauth-authorization-server';
const LANGUAGES: readonly Lines[] = [NEST, NODE, PYTHON, GO, CURL];
/** Without it a service does not hear of what is taken back. */
const FEED = 'revocations:read';

type Used = Pick<ServiceClient, 'client_id' | 'audiences' | 'scopes' | 'public_jwk'>;

/** How a service makes use of its account. */
export const useCard = (visitor: Visitor, client: ServiceClient): HTMLElement =>
  card('Use it', [], useLines(visitor, client));

/** The lines for it, filled in. @param secret while it is shown */
export function useLines({ api }: Visitor, client: Used, secret?: string): HTMLElement {
  return loaded(
    () => api.read<AuthorizationServerMetadata>(METADATA),
    ({ issuer }) => [
      client.public_jwk !== null &&
        note('This client proves itself by its key, not by a secret: libraries make an assertion of it.'),
      !client.scopes.includes(FEED) &&
        note(`To verify tokens a service follows what was taken back: add the scope ${FEED}.`),
      ...environment(issuer, client, secret),
      tabs('Language', LANGUAGES.map(tabOf)),
    ],
  );
}

const note = (text: string): Child => h('p', { class: 'notice' }, text);

/** The issuer is always an audience; what else the service is called is its own matter. */
function environment(issuer: string, { client_id, audiences }: Used, client_secret?: string): Child[] {
  const audience = textField('audience', 'Audience', { value: audiences?.[0] ?? issuer, spellcheck: 'false' });
  const place = h('div', {});
  const show = (): void =>
    place.replaceChildren(
      block(
        'In its environment',
        environmentLines({ issuer, audience: audience.value.trim(), client_id, client_secret }),
      ),
    );
  audience.control.addEventListener('input', show);
  show();
  return [audience.element, place];
}

const tabOf = ({ language, needs, verify, token }: Lines): { label: string; content: Child[] } => ({
  label: language,
  content: [
    h('p', {}, `It takes: ${needs}`),
    block('Verify tokens', verify),
    block('Get a token in its own name', token),
  ],
});

function block(label: string, text: string): HTMLElement {
  const shown = h('pre', { role: 'group', 'aria-label': label }, text);
  const [copy, copied] = copying(text, () => {
    getSelection()?.selectAllChildren(shown);
    return 'Copy it with the keyboard: it is selected.';
  });
  copy.className = 'small';
  copy.setAttribute('aria-label', `Copy: ${label}`);
  return h(
    'div',
    { class: 'lines' },
    h('div', { class: 'heading' }, h('h3', {}, label), h('div', { class: 'actions' }, copied, copy)),
    shown,
  );
}

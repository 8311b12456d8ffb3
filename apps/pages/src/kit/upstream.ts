import type { BegunUpstreamLogin, LinkedIdentityList, OfferedProviderList } from '#libs/client';
import type { Api } from './api.js';
import { button, h } from './dom.js';
import { attempt } from './messages.js';

/** Under this name this tab keeps which page it was at when it went to another provider. */
const LEFT_AT = 'gatehouse-upstream';
const PAGES = /^(?:account|console|login\?.+)$/;

export interface UpstreamOfferOptions {
  /** Is told if there are any. */
  readonly offers?: () => unknown;
  /** How many seconds ago they may have logged in there; absent or null: nothing is demanded of that. */
  readonly max_age?: number | null | undefined;
}

/** Offers the other providers by which people can log in: the buttons come when the service has said which there are. */
export function upstreamOffer(
  api: Api,
  { offers = () => undefined, max_age = null }: UpstreamOfferOptions = {},
): HTMLElement {
  const place = h('div', { class: 'actions' });
  void offered(api).then(items => {
    if (items.length > 0) offers();
    place.append(
      ...items.map(({ id, button_text }) => button(button_text, () => attempt(() => goTo(api, id, max_age)))),
    );
  });
  return place;
}

/** Offers the other providers at which one can show anew who one is; undefined: there are none. */
export async function upstreamProof(api: Api): Promise<HTMLElement | undefined> {
  const { items: linked } = await api.read<LinkedIdentityList>('/v1/auth/identities');
  const all = linked.length === 0 ? [] : await offered(api);
  const usable = all.filter(({ id }) => linked.some(({ provider_id }) => provider_id === id));
  if (usable.length === 0) return undefined;
  const buttons = usable.map(({ id, button_text }) => button(button_text, () => attempt(() => goTo(api, id, 0))));
  const text = h('p', { class: 'hint' }, 'Or log in there anew, and begin once more with what you were about to do:');
  return h('div', {}, text, h('div', { class: 'actions' }, ...buttons));
}

/** Where to go on from: the page at which this tab was. */
export function leftAt(): string {
  const left = sessionStorage.getItem(LEFT_AT) ?? '';
  return PAGES.test(left) ? left : 'account';
}

async function goTo(api: Api, id: string, max_age: number | null): Promise<void> {
  const query = max_age === null ? '' : `?max_age=${max_age}`;
  const { url } = await api.change<BegunUpstreamLogin>('POST', `/v1/auth/login/upstream/${id}${query}`);
  const page = location.pathname.slice(location.pathname.lastIndexOf('/') + 1);
  if (page !== 'upstream') sessionStorage.setItem(LEFT_AT, page + location.search);
  location.assign(url);
}

/** Whoever cannot be asked offers nothing. */
async function offered(api: Api): Promise<OfferedProviderList['items']> {
  try {
    return (await api.read<OfferedProviderList>('/v1/auth/login/upstream')).items;
  } catch {
    return [];
  }
}

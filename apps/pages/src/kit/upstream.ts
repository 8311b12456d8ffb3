import type { BegunUpstreamLogin, OfferedProviderList } from '#libs/client';
import type { Api } from './api.js';
import { button, h } from './dom.js';
import { attempt } from './messages.js';

/** Under this name this tab keeps which page it was at when it went to another provider. */
const LEFT_AT = 'gatehouse-upstream';
const PAGES = /^(?:account|console|login\?.+)$/;

/**
 * Offers the other providers by which people can log in: the buttons come when the service has said which there are.
 * @param offers is told if there are any
 */
export function upstreamOffer(api: Api, offers: () => unknown = () => undefined): HTMLElement {
  const place = h('div', { class: 'actions' });
  void offered(api).then(items => {
    if (items.length > 0) offers();
    place.append(...items.map(({ id, button_text }) => button(button_text, () => attempt(() => goTo(api, id)))));
  });
  return place;
}

/** Where to go on from: the page at which this tab was. */
export function leftAt(): string {
  const left = sessionStorage.getItem(LEFT_AT) ?? '';
  return PAGES.test(left) ? left : 'account';
}

async function goTo(api: Api, id: string): Promise<void> {
  const { url } = await api.change<BegunUpstreamLogin>('POST', `/v1/auth/login/upstream/${id}`);
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

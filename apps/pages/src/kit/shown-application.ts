import type { ShownApplication } from '#libs/client';
import { h } from './dom.js';
import { SCOPES } from './scopes.js';

export const scopeList = ({ scopes }: ShownApplication): HTMLElement =>
  h('ul', {}, ...scopes.map(scope => h('li', {}, SCOPES[scope])));

/** Its picture, if it has one. It stands in the answer: nothing is fetched from elsewhere, and the policy of the page would not let it be. */
export const picture = ({ logo }: ShownApplication): HTMLElement | undefined =>
  logo === null ? undefined : h('img', { class: 'logo', src: logo, alt: '' });

import type { UserPage } from '#libs/client';
import { button, h } from '../../kit/dom.js';
import { areaField, form } from '../../kit/form.js';
import type { Visitor } from '../../kit/page.js';
import { addressesIn } from './addresses.js';
import { chosenAll } from './bar.js';
import { listing, refusals } from './listing.js';
import { oneByOne } from './one-by-one.js';
import { people as amount, type Person, personOf } from './person.js';
import { MOST_CHOSEN, type Selection } from './selection.js';
import { Stage } from './stage.js';

/** Of whom may have one address as the beginning of theirs, so many are looked at. */
const LIMIT = '20';

/** Chooses people by their addresses, as they stand in a mail or a table. */
export async function pasteAddresses(visitor: Visitor, selection: Selection<Person>): Promise<void> {
  const stage = new Stage('Choose by addresses');
  const addresses = areaField('addresses', 'E-mail addresses', '', 'One a line.');
  addresses.control.setAttribute('required', '');
  const submit = async (): Promise<void> => {
    const given = addressesIn(addresses.value).slice(0, MOST_CHOSEN);
    const found: Person[] = [];
    const { done, refused, left } = await oneByOne(given, stage.progress('Looking for them…'), async ({ name }) => {
      const person = await personWith(visitor, name);
      if (person !== undefined) found.push(person);
    });
    chosenAll(selection, found);
    const missing = done.filter(({ name }) => !found.some(person => person.name === name));
    stage.show(
      h('p', { role: 'status' }, `Chosen: ${amount(found.length)}. Not found: ${missing.length}.`),
      listing('Not found', missing),
      refusals('Not to be looked for', refused),
      listing('Not looked for', left),
      h('div', { class: 'actions' }, button('Close', stage.close, { class: 'primary' })),
    );
  };
  const opened = stage.open();
  const others = [button('Cancel', stage.close)];
  stage.show(form({ fields: [addresses], action: 'Choose them', others, submit }));
  await opened;
}

async function personWith({ api }: Visitor, email: string): Promise<Person | undefined> {
  const { items } = await api.read<UserPage>('/v1/users', { email_prefix: email, sort: 'email', limit: LIMIT });
  const user = items.find(one => one.email === email);
  return user && personOf(user);
}

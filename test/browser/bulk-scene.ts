/** People for what is done to many of them. */
import type { Page } from 'playwright-core';
import { invite, type Invited } from '../support/accounts.js';
import type { Api } from '../support/api.js';
import { OWN } from '../support/tls-hosts.js';
import { settled } from './stage.js';

/** Whose addresses begin so: nobody else is found by it. */
export async function newPeople(api: Api, token: string, prefix: string, count: number): Promise<Invited[]> {
  const people: Invited[] = [];
  for (let index = 0; index < count; index++) {
    const email = `${prefix}-${String(index).padStart(2, '0')}@example.test`;
    people.push(await invite(api, token, { email }));
  }
  return people;
}

export async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${OWN}/console#/${address}`);
  await settled(page);
}

/** Chooses all whom this search shows. */
export async function chooseAll(page: Page, sought: string): Promise<void> {
  await open(page, `users?email_contains=${sought}`);
  await page.getByRole('button', { name: 'Choose all that are shown' }).click();
}

/** Presses a button of the dialog, and waits until something is said there. */
export async function inDialog(page: Page, button: string | RegExp, said: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button }).click();
  await dialog.getByText(said).first().waitFor();
}

export const endsOf = async (api: Api, token: string, id: string, role: string): Promise<string | null | undefined> => {
  const { body } = await api.get<{ items: { role: string; expires_at: string | null }[] }>(`/v1/users/${id}/roles`, {
    token,
  });
  return body.items.find(one => one.role === role)?.expires_at;
};

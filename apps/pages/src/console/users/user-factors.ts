import type { Factor, FactorList } from '#libs/client';
import { button } from '../../kit/dom.js';
import { confirmed } from '../../kit/dialog.js';
import { FACTOR_COLUMNS } from '../../kit/factor-columns.js';
import { List } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { card, doing } from '../pieces.js';

const NEEDS = 'users:write';

/** What a user has besides the password, and the way back in for who has lost it. */
export function userFactorsView({ api, may }: Visitor, user: string): HTMLElement {
  const list = new List<Factor>({
    caption: 'Second factors of this user, the oldest first',
    empty: 'This user has no second factor.',
    columns: FACTOR_COLUMNS,
    load: () => api.read<FactorList>(`${user}/factors`),
  });

  async function reset(): Promise<void> {
    const text =
      'All of them go, recovery codes too; all sessions end, and the password is enough again. Find out first who is asking.';
    if (!(await confirmed('Reset second factors?', text, 'Reset factors'))) return;
    await doing(NEEDS, async () => {
      await api.change('DELETE', `${user}/factors`);
      await list.reload();
      tell('This user has no second factor any more.');
    });
  }

  return card('Second factors', [may(NEEDS) && button('Reset factors', reset)], list.element);
}

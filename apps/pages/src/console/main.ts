import { type Child, h } from '../kit/dom.js';
import { Page, type Visitor } from '../kit/page.js';
import { auditView } from './trail/audit.js';
import { clientView } from './clients/client.js';
import { clientsView } from './clients/clients.js';
import { findBox, findView } from './find.js';
import { identityProviderView } from './identity-providers/identity-provider.js';
import { identityProvidersView } from './identity-providers/identity-providers.js';
import { overviewView } from './overview/overview.js';
import { addressOf, noteSeen, read } from './route.js';
import { sessionsView } from './sessions/sessions.js';
import { permissionView } from './understanding/permission.js';
import { roleView } from './roles/role.js';
import { rolesView } from './roles/roles.js';
import { userView } from './users/user.js';
import { usersView } from './users/users.js';

interface Section {
  readonly name: string;
  readonly label: string;
  /** Without it there is nothing to see. */
  readonly needs: string;
  /** Reached from other pages alone. */
  readonly isUnlisted?: boolean;
  all?(visitor: Visitor, filters: URLSearchParams): readonly Child[];
  one?(visitor: Visitor, id: string): readonly Child[];
}

const SECTIONS: readonly Section[] = [
  { name: 'overview', label: 'Overview', needs: 'statistics:read', all: overviewView },
  { name: 'users', label: 'Users', needs: 'users:read', all: usersView, one: userView },
  { name: 'sessions', label: 'Sessions', needs: 'sessions:read', all: sessionsView },
  { name: 'roles', label: 'Roles', needs: 'roles:read', all: rolesView, one: roleView },
  { name: 'permissions', label: 'Permissions', needs: 'roles:read', isUnlisted: true, one: permissionView },
  { name: 'clients', label: 'Clients', needs: 'clients:read', all: clientsView, one: clientView },
  {
    name: 'identity-providers',
    label: 'Identity providers',
    needs: 'identity_providers:read',
    all: identityProvidersView,
    one: identityProviderView,
  },
  { name: 'audit', label: 'Audit trail', needs: 'audit:read', all: auditView },
];

const sectionsFor = ({ may }: Visitor): Section[] => SECTIONS.filter(({ needs }) => may(needs));

const NO_PAGE = 'There is no such page.';

function view(visitor: Visitor): readonly Child[] {
  const { section: name, id, filters } = read(location.hash);
  if (name === 'find') return findView(visitor, filters);
  const sections = sectionsFor(visitor);
  const section = name === '' ? sections[0] : SECTIONS.find(section => section.name === name);
  // So that the address says what is shown, and the way to it that one is there.
  if (name === '' && section !== undefined) history.replaceState(undefined, '', addressOf(section.name));
  if (section === undefined) return nothing(name === '' ? 'Your roles give you nothing to see here.' : NO_PAGE);
  if (!sections.includes(section)) return nothing(`This needs the permission ${section.needs}.`);
  if (id === undefined) noteSeen(section.name);
  const shown = id === undefined ? section.all?.(visitor, filters) : section.one?.(visitor, id);
  return shown ?? nothing(NO_PAGE);
}

const nothing = (text: string): readonly Child[] => [h('h1', {}, 'Nothing here'), h('p', { class: 'empty' }, text)];

new Page({
  title: 'Console',
  links: visitor => [
    ...sectionsFor(visitor)
      .filter(({ isUnlisted }) => isUnlisted !== true)
      .map(({ name, label }) => h('a', { href: `#/${name}` }, label)),
    h('a', { href: 'account' }, 'Account'),
    findBox(visitor),
  ],
  view,
}).start();

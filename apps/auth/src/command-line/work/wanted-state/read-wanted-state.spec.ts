import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { WantedState } from '#libs/auth';
import { DomainError } from '#libs/platform';
import { readWantedState } from './read-wanted-state.js';
import { type ErrorInFile, YamlFile } from './yaml-file.js';

/** What is wrong with a file, as `line field code`. */
async function faultsOf(text: string): Promise<string[]> {
  let file: YamlFile | undefined;
  try {
    file = YamlFile.parse('config.yaml', text);
    await readWantedState(file.value, 'config.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors = (file?.placed(error.errors ?? []) ?? error.errors ?? []) as ErrorInFile[];
    return errors.map(({ line, field, code }) => [line, field, code].filter(part => part !== '').join(' '));
  }
}

const read = (text: string): Promise<WantedState> => readWantedState(YamlFile.parse('c', text).value, 'config.yaml');

describe('a file of what is wanted', () => {
  it('says what the API would be told, and where', async () => {
    const state = await read(`
      permissions: [{ name: 'orders:refund', description: Give money back. }]
      roles:
        - { name: support, permissions: &these ['orders:refund', 'users:read'], assigns: [support] }
        - { name: lead, permissions: *these, requires_mfa: true }
      clients:
        - { name: orders, scopes: [introspect] }
        - { name: tv, kind: native, status: disabled }
      identity_providers:
        - { issuer: https://id.example.org, client_id: gatehouse, button_text: Example, client_secret_file: no-such-file }
      prune: { roles: true, clients: false }`);
    expect(state.permissions).toEqual([
      { path: 'permissions[0]', name: 'orders:refund', description: 'Give money back.' },
    ]);
    expect(state.roles).toMatchObject([
      { name: 'support', definition: { description: '', includes: [], assigns: ['support'], requires_mfa: false } },
      { path: 'roles[1]', definition: { permissions: ['orders:refund', 'users:read'], requires_mfa: true } },
    ]);
    expect(state.clients).toMatchObject([
      { withSecret: true, status: undefined, definition: { kind: 'service', scopes: ['introspect'], audiences: null } },
      { withSecret: false, status: 'disabled', definition: { kind: 'native', device_grant: true, scopes: [] } },
    ]);
    expect(state.identity_providers).toMatchObject([{ secret: undefined, enabled: undefined }]);
    expect([...state.prune]).toEqual(['roles']);
  });

  it('may be JSON, or say nothing', async () => {
    expect((await read('{"roles":[{"name":"support"}]}')).roles).toHaveLength(1);
    expect((await read('# nothing yet\n')).roles).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['roles:\n  - name: support\n    permisions: []\n', ['3 roles[0].permisions unknown_field']],
    ['roles:\n  - name: support\n    permissions: [a:b,\n      nonsense]\n', ['3 roles[0].permissions matches']],
    ['roles:\n  - description: nameless\n', ['2 roles[0].name is_string']],
    ['roles:\n  - name: a\n  - name: b\n  - name: a\n', ['4 roles[2] twice']],
    ['roles:\n  support: {}\n', ['2 roles is_list']],
    ['roles: [support]\n', ['1 roles[0] no_map']],
    [
      'rolles: []\nprune:\n  rolls: true\n  roles: maybe\n',
      ['1 rolles unknown_field', '3 prune.rolls unknown_field', '4 prune.roles is_flag'],
    ],
    ['- roles\n', ['1 no_map']],
    ['roles: []\nroles: []\n', ['2 duplicate_key']],
    ['roles:\n\t- name: a\n', ['2 tab_as_indent']],
    ['a: !!js/function x\n', ['1 tag_resolve_failed']],
    ['clients:\n  - name: orders\n    scopes: introspect\n', ['3 clients[0].scopes is_array']],
    [
      'clients:\n  - { name: orders, scopes: [introspect], public_jwk: { kty: RSA, n: AQ, e: AQ } }\n',
      ['2 clients[0].public_jwk invalid_key'],
    ],
    [
      'identity_providers:\n  - { issuer: https://a, client_id: a, button_text: A, client_secret: hush }\n',
      ['2 identity_providers[0].client_secret unknown_field'],
    ],
  ])('is refused by the line and the field: %j', async (text, faults) => {
    expect(await faultsOf(text)).toEqual(faults);
  });

  it('is refused where aliases would come to more than anybody wrote, or it is nested without end', async () => {
    const bomb = [...'abcdefgh'].map((name, index, all) => {
      const items = index === 0 ? Array(9).fill('x') : Array(9).fill(`*${all[index - 1] ?? ''}`);
      return `${name}: &${name} [${items.join(', ')}]`;
    });
    expect(await faultsOf(bomb.join('\n'))).toEqual(['1 unreadable']);
    expect(await faultsOf(`roles: ${'['.repeat(100_000)}`)).toContain('1 resource_exhaustion');
  });
});

import { describe, it, expect, jest } from '@jest/globals';
import { loadPasswordEngine } from './load-engine.js';
import { PasswordEngine } from './password-engine.js';

class NamedEngine extends PasswordEngine {
  constructor(override readonly name: string) {
    super();
  }

  protected override derive(): Promise<Buffer> {
    return Promise.resolve(Buffer.alloc(32));
  }
}

const engine = (name: string) => jest.fn(() => Promise.resolve<PasswordEngine>(new NamedEngine(name)));
const absent = () => jest.fn(() => Promise.reject<PasswordEngine>(new Error('no binary')));

describe('loadPasswordEngine', () => {
  it('picks the vectorised engine on this machine', async () => {
    expect((await loadPasswordEngine()).name).toBe('@node-rs/argon2');
  });

  it('does not touch the portable engine where the vectorised one loads', async () => {
    const imports = { vectorised: engine('vectorised'), portable: engine('portable') };
    expect((await loadPasswordEngine(imports)).name).toBe('vectorised');
    expect(imports.portable).not.toHaveBeenCalled();
  });

  it('falls back to the portable engine where the vectorised one is absent', async () => {
    expect((await loadPasswordEngine({ vectorised: absent(), portable: engine('portable') })).name).toBe('portable');
  });

  it('gives both causes when neither loads', async () => {
    await expect(loadPasswordEngine({ vectorised: absent(), portable: absent() })).rejects.toMatchObject({
      errors: [{ message: 'no binary' }, { message: 'no binary' }],
    });
  });
});

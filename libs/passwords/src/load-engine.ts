import { NodeRsEngine } from './node-rs.engine.js';
import type { PasswordEngine } from './password-engine.js';
import { PortableEngine } from './portable.engine.js';

/** How each engine is imported, in order of preference. */
export interface EngineImports {
  readonly vectorised: () => Promise<PasswordEngine>;
  readonly portable: () => Promise<PasswordEngine>;
}

const IMPORTS: EngineImports = {
  vectorised: async () => new NodeRsEngine(await import('@node-rs/argon2')),
  portable: async () => new PortableEngine(await import('argon2')),
};

/**
 * The vectorised engine where its binary loads, otherwise the portable one.
 *
 * @throws AggregateError with both causes when neither loads
 */
export async function loadPasswordEngine(imports: EngineImports = IMPORTS): Promise<PasswordEngine> {
  try {
    return await imports.vectorised();
  } catch (vectorised) {
    // Only now: argon2 without a build of its own can crash the whole process as it loads.
    return imports.portable().catch((portable: unknown) => {
      throw new AggregateError([vectorised, portable], 'No argon2 engine could be loaded.');
    });
  }
}

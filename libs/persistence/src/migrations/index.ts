import { Spine1795305600000 } from './1795305600000-spine.js';

/** All migrations in order. TypeORM sorts by the number in the class name. */
export const migrations = [Spine1795305600000];

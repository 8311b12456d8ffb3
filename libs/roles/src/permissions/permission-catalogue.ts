import { Injectable } from '@nestjs/common';
import { PERMISSIONS } from '#libs/contracts';
import { Database, statement, type StatementRunner } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import type { NameFilter } from '../name-filter.js';

export interface PermissionRecord {
  readonly name: string;
  readonly description: string;
  readonly built_in: boolean;
  readonly declared_by: string | null;
}

const NAMES = Object.keys(PERMISSIONS);
const DESCRIPTIONS = Object.values(PERMISSIONS);
const RESOURCES = new Set(NAMES.map(resourceOf));

/** Whether a permission is about something of this service, and so not for others to declare. */
export const isAboutThisService = (permission: string): boolean => RESOURCES.has(resourceOf(permission));

function resourceOf(permission: string): string {
  return permission.split(':')[0] ?? '';
}

/** All permissions that mean something: those in code, and those that other services have declared. */
@Injectable()
export class PermissionCatalogue {
  constructor(private readonly database: Database) {}

  /** In order of name. One more than asked for, if there is more. */
  list(
    page: PageRequest,
    { part }: NameFilter = {},
    runner: StatementRunner = this.database,
  ): Promise<PermissionRecord[]> {
    return runner.run(selectPermissions, {
      ...{ names: NAMES, descriptions: DESCRIPTIONS },
      ...{ after: page.after ?? null, limit: page.limit + 1, part: part?.toLowerCase() ?? null },
    });
  }
}

const selectPermissions = statement<
  PermissionRecord,
  {
    names: readonly string[];
    descriptions: readonly string[];
    after: string | null;
    limit: number;
    part: string | null;
  }
>(
  'permissions.list',
  `WITH built_in AS (SELECT * FROM unnest(:names::text[], :descriptions::text[]) AS b (name, description))
   SELECT * FROM (
     SELECT name COLLATE "C" AS name, description, true AS built_in, NULL::uuid AS declared_by FROM built_in
     UNION ALL
     SELECT name COLLATE "C", description, false, declared_by FROM declared_permissions
     WHERE name NOT IN (SELECT name FROM built_in)
   ) permissions
   WHERE (:after::text IS NULL OR name > :after) AND (:part::text IS NULL OR position(:part IN name) > 0)
   ORDER BY name LIMIT :limit`,
);

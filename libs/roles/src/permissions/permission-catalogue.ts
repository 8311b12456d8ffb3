import { Injectable } from '@nestjs/common';
import { EVERYTHING, PERMISSIONS } from '#libs/contracts';
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

/** All permissions that mean something: those in code, those that other services have declared, and those that roles name. */
@Injectable()
export class PermissionCatalogue {
  constructor(private readonly database: Database) {}

  /** In order of name, without those that roles alone name. One more than asked for, if there is more. */
  list(page: PageRequest, runner: StatementRunner = this.database): Promise<PermissionRecord[]> {
    return this.select(page, {}, false, runner);
  }

  /** The same with those. */
  listNamed(page: PageRequest, filter: NameFilter): Promise<PermissionRecord[]> {
    return this.select(page, filter, true, this.database);
  }

  private select(
    page: PageRequest,
    { part }: NameFilter,
    named_by_roles: boolean,
    runner: StatementRunner,
  ): Promise<PermissionRecord[]> {
    return runner.run(selectPermissions, {
      ...{ names: NAMES, descriptions: DESCRIPTIONS, named_by_roles },
      ...{ after: page.after ?? null, limit: page.limit + 1, part: part?.toLowerCase() ?? null },
    });
  }
}

const selectPermissions = statement<
  PermissionRecord,
  {
    names: readonly string[];
    descriptions: readonly string[];
    named_by_roles: boolean;
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
     UNION ALL
     SELECT DISTINCT permission COLLATE "C", '', false, NULL::uuid FROM role_permissions
     WHERE :named_by_roles AND permission <> '${EVERYTHING}' AND permission NOT IN (SELECT name FROM built_in)
       AND NOT EXISTS (SELECT 1 FROM declared_permissions d WHERE d.name = permission)
   ) permissions
   WHERE (:after::text IS NULL OR name > :after) AND (:part::text IS NULL OR position(:part IN name) > 0)
   ORDER BY name LIMIT :limit`,
);

import type { ExecutionContext } from '@nestjs/common';
import type { TokenDemands } from '../../core/src/index.js';
import { RequiredFactor } from './factor.decorator.js';
import { type Openness, PublicRoute } from './public.decorator.js';
import { RecentLogin } from './recent-login.decorator.js';
import { RequiredAnyPermission, RequiredPermissions } from './permissions.decorator.js';
import { RequiredRoles } from './roles.decorator.js';
import { StaleChoice } from './when-stale.decorator.js';
import 'reflect-metadata';

/** What the decorators of a route and of its class demand, taken together. */
export interface RouteRules {
  /** How open it is; `undefined`: a token is demanded. The demands below count only then. */
  readonly openness: Openness | undefined;
  readonly token: TokenDemands;
  /** At least one of these roles. */
  readonly roles: readonly string[] | undefined;
  /** All of these permissions. */
  readonly permissions: readonly string[] | undefined;
  /** At least one of these permissions. */
  readonly anyPermission: readonly string[] | undefined;
  /** In seconds. */
  readonly maxLoginAge: number | undefined;
  /** Whether a login with a second factor is demanded. */
  readonly needsFactor: true | undefined;
}

interface Decorator<Value> {
  readonly KEY: string;
  /** Only names the type of what the decorator notes. */
  (value: Value): unknown;
}

type Target = ReturnType<ExecutionContext['getClass']> | ReturnType<ExecutionContext['getHandler']>;

const PREFIX = 'gatehouse:';
const DEMANDS = [RequiredRoles, RequiredPermissions, RequiredAnyPermission, RecentLogin, RequiredFactor];
const KNOWN_KEYS: ReadonlySet<unknown> = new Set([PublicRoute, StaleChoice, ...DEMANDS].map(({ KEY }) => KEY));

/** Decorators never change once a class is there, so each route is read once. Classes may inherit each other's handlers. */
const known = new WeakMap<Target, WeakMap<Target, RouteRules>>();

/** @throws Error for a route that demands what this copy of the package does not know how to enforce */
export function rulesOf(context: ExecutionContext): RouteRules {
  const route = context.getClass();
  const handler = context.getHandler();
  return known.get(route)?.get(handler) ?? remember(route, handler, readRules(route, handler));
}

function remember(route: Target, handler: Target, rules: RouteRules): RouteRules {
  const ofClass = known.get(route) ?? new WeakMap<Target, RouteRules>();
  known.set(route, ofClass.set(handler, rules));
  return rules;
}

function readRules(route: Target, handler: Target): RouteRules {
  for (const target of [route, handler]) refuseUnknownDemands(target);
  /** The method's word goes before the class's, for each decorator. */
  const wordOf = <Value>(decorator: Decorator<Value>): Value | undefined =>
    noted(decorator, handler) ?? noted(decorator, route);
  return {
    openness: opennessOf(route, handler),
    token: { whenStale: wordOf(StaleChoice) },
    roles: wordOf(RequiredRoles),
    permissions: wordOf(RequiredPermissions),
    anyPermission: wordOf(RequiredAnyPermission),
    maxLoginAge: wordOf(RecentLogin),
    needsFactor: wordOf(RequiredFactor),
  };
}

/** A method that demands something closes itself, though its class be public. */
function opennessOf(route: Target, handler: Target): Openness | undefined {
  const own = noted(PublicRoute, handler);
  if (own !== undefined || DEMANDS.some(demand => Reflect.hasMetadata(demand.KEY, handler))) return own;
  return noted(PublicRoute, route);
}

function noted<Value>({ KEY }: Decorator<Value>, target: Target): Value | undefined {
  return Reflect.getMetadata(KEY, target) as Value | undefined;
}

/** A decorator may come from another, newer copy of this package. What it demands must not be passed over. */
function refuseUnknownDemands(target: Target): void {
  for (const key of Reflect.getMetadataKeys(target) as unknown[]) {
    if (typeof key !== 'string' || !key.startsWith(PREFIX) || KNOWN_KEYS.has(key)) continue;
    throw new Error(
      `${target.name} is decorated with ${key}, which this copy of @gatehouse/verifier cannot enforce. ` +
        'Let the whole application use one version of the package.',
    );
  }
}

import type { INestApplication, Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import 'reflect-metadata';
import { FreshProof } from '#libs/platform';
import type { Operation } from './document.js';

/** What a route demands of whoever calls it, beside a token: what its guards read from its decorators. */
export interface Demands {
  /** All of these permissions. */
  readonly all?: readonly string[];
  /** At least one of these permissions. */
  readonly any?: readonly string[];
  /** That the caller is a person who logged in at most this many seconds ago. */
  readonly recentLoginSeconds?: number;
  /** With a second factor: always, or where the account has one. */
  readonly factor?: 'always' | 'if_there';
}

/** Where a route is answered. */
export interface Handler {
  readonly controller: Type;
  readonly method: object;
}

/**
 * The handlers of all routes, by name.
 * @throws Error if two controllers have handlers of one name
 */
export function handlersOf(app: INestApplication): ReadonlyMap<string, Handler> {
  const handlers = new Map<string, Handler>();
  const scanner = new MetadataScanner();
  for (const controller of controllersOf(app)) {
    for (const name of scanner.getAllMethodNames(controller.prototype as object)) {
      const method = (controller.prototype as Record<string, object>)[name];
      if (method === undefined || !Reflect.hasMetadata(METHOD_METADATA, method)) continue;
      if (handlers.has(name)) throw new Error(`Two handlers are named ${name}, so they cannot be told apart.`);
      handlers.set(name, { controller, method });
    }
  }
  return handlers;
}

/** @throws Error if nobody answers the operation */
export function handlerOf({ operationId }: Operation, handlers: ReadonlyMap<string, Handler>): Handler {
  const handler = handlers.get(operationId);
  if (handler === undefined) throw new Error(`${operationId} has no handler`);
  return handler;
}

/** The demands of every route, by the name of its handler. */
export function demandsOf(handlers: ReadonlyMap<string, Handler>): ReadonlyMap<string, Demands> {
  return new Map([...handlers].map(([name, { controller, method }]) => [name, demandsOn(controller, method)]));
}

function controllersOf(app: INestApplication): Set<Type> {
  const modules = [...app.get(ModulesContainer).values()];
  const wrappers = modules.flatMap(({ controllers }) => [...controllers.values()]);
  return new Set(wrappers.flatMap(({ metatype }) => (metatype === null ? [] : [metatype as Type])));
}

/** For each decorator the method's word goes before the class's. */
function demandsOn(controller: Type, handler: object): Demands {
  const noted = (key: string): unknown => Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  const all = noted('gatehouse:permissions') as string[] | undefined;
  const any = noted('gatehouse:any-permission') as string[] | undefined;
  const freshProofSeconds = noted(FreshProof.KEY) as number | undefined;
  const recentLoginSeconds = (noted('gatehouse:recent-login') as number | undefined) ?? freshProofSeconds;
  const factor =
    noted('gatehouse:factor') === true ? 'always' : freshProofSeconds === undefined ? undefined : 'if_there';
  return {
    ...(all !== undefined && { all }),
    ...(any !== undefined && { any }),
    ...(recentLoginSeconds !== undefined && { recentLoginSeconds }),
    ...(factor !== undefined && { factor }),
  };
}

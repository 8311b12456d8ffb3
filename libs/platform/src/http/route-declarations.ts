import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig } from 'fastify';
import 'reflect-metadata';

declare module 'fastify' {
  /** What the decorators of a handler declare of its route. Fastify's hooks read it, as they run before Nest's guards. */
  interface FastifyContextConfig {
    /** Set by `@OAuthEndpoint()`. */
    isOAuth?: true;
    /** Set by `@MaxBody()`. */
    maxBodyBytes?: number;
    /** Set by `@ReadsLines()`. */
    readsLines?: true;
    /** Set by `@NamesAccount()`. */
    accountField?: string;
  }
}

const { KEY } = RouteConfig({});

/** Declares something more of a route. Nest's own `RouteConfig` would replace what other decorators declare. */
export const declareRoute =
  (more: FastifyContextConfig): MethodDecorator =>
  (controller, name, descriptor) => {
    RouteConfig({ ...declaredAt(descriptor.value), ...more })(controller, name, descriptor);
  };

/** What a handler's decorators declare of its route. */
export const declaredAt = (handler: unknown): FastifyContextConfig =>
  (Reflect.getMetadata(KEY, handler as object) as FastifyContextConfig | undefined) ?? {};

import 'reflect-metadata';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { AccessTokenVerifier } from '#libs/verifier/core';
import { AuthorizationHeader, JwtAuthGuard, JwtStrategy } from '#libs/verifier/nest';

class Routes {
  guarded(): void {
    // Reached by nobody: the guard alone is measured.
  }
}

/** The guard as an application binds it. @returns what it says of a request with that token */
export function guardWith(verifier: AccessTokenVerifier): (token: string) => Promise<void> {
  const source = new AuthorizationHeader();
  const guard = new JwtAuthGuard(verifier, new JwtStrategy(verifier, source), source);
  const routes = new Routes();
  return async token => {
    const request = { rawHeaders: ['Host', 'notes.bench.example', 'Authorization', `Bearer ${token}`] };
    // eslint-disable-next-line @typescript-eslint/unbound-method -- Nest, too, hands over the bare method
    const context = new ExecutionContextHost([request], Routes, routes.guarded);
    if (!(await guard.canActivate(context))) throw new Error('The guard refuses a good token.');
  };
}

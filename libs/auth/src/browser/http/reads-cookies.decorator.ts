import { Reflector } from '@nestjs/core';

/**
 * Marks a route whose handler deals with the session's cookies itself. `login`: they are those of a session that the
 * login ends, or that an application wants ended, for which nobody needs to have a CSRF token. `session`: they say which session is meant.
 */
export const ReadsCookies = Reflector.createDecorator<'login' | 'session'>({ key: 'gatehouse-browser:reads-cookies' });

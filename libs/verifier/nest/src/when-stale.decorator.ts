import { Reflector } from '@nestjs/core';
import type { WhenStale as Choice } from '../../core/src/index.js';

const StaleChoice = Reflector.createDecorator<Choice | undefined>({ key: 'gatehouse:when-stale' });

/**
 * What a route does with callers against whom nothing is known while the view of revocations is older than allowed:
 * `closed` refuses them (503), `introspect` asks Gatehouse, `open` accepts them and says so by `principal.stale`.
 * On a method it replaces what the class says; without it, the service's own setting counts.
 */
export const WhenStale = (choice: Choice): ClassDecorator & MethodDecorator => StaleChoice(choice);

export { StaleChoice };

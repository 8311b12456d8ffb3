import { declareRoute } from './route-declarations.js';

/** Lets a route take a body of up to so many bytes, where the usual 16 KiB are too few. */
export const MaxBody = (bytes: number): MethodDecorator => declareRoute({ maxBodyBytes: bytes });

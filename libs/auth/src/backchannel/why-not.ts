import { OutboundFailure } from '#libs/outbound';

/** Why an application could not be told, for the log: by its code, where Node.js has one for it. */
export function whyNot(uri: string, error: unknown): string {
  if (error instanceof OutboundFailure && error.isForbidden) {
    return `${new URL(uri).host} is at an internal address or has no TLS, and is not in GATEHOUSE_OUTBOUND_HOSTS`;
  }
  const { code, message } = (
    error instanceof OutboundFailure ? (error.cause ?? error) : error
  ) as NodeJS.ErrnoException;
  return code ?? message;
}

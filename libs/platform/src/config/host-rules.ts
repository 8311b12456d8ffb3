/** A name or an address, as it stands in a URL, and perhaps a port. */
const HOST = /^(?<name>[^:*]+|\[[\da-f:.]+\])(?::[1-9]\d{0,4})?$/;

/** What is wrong with a host that is compared as text with those in URLs, or `undefined`. */
export function hostProblem(text: string): string | undefined {
  const { name = '' } = HOST.exec(text)?.groups ?? {};
  const url = URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : undefined;
  return name !== '' && url?.hostname === name
    ? undefined
    : 'is not a host such as wiki.example.org, 10.0.0.7 or localhost:3001, as URLs have it';
}

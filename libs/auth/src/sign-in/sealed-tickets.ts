import { type MasterSecret, NotReadable, Vault } from '#libs/platform';

/** Texts that carry something from one request to a later one. Nobody but this service makes them, reads or changes what they say. */
export class SealedTickets<Content> {
  private readonly vault: Vault;

  /**
   * @param name of the kind: none is good as one of another
   * @param prefix in front of the text, so that people can tell what they have found, and scanners find it
   */
  constructor(
    secret: MasterSecret,
    private readonly name: string,
    private readonly prefix: string,
  ) {
    this.vault = new Vault(secret.derive(name));
  }

  seal(content: Content): string {
    return this.prefix + this.vault.seal(this.name, Buffer.from(JSON.stringify(content))).toString('base64url');
  }

  /** @returns undefined for one that is none of ours */
  open(text: string): Content | undefined {
    if (!text.startsWith(this.prefix)) return undefined;
    try {
      const sealed = Buffer.from(text.slice(this.prefix.length), 'base64url');
      return JSON.parse(this.vault.open(this.name, sealed).toString()) as Content;
    } catch (error) {
      if (error instanceof NotReadable) return undefined;
      throw error;
    }
  }
}

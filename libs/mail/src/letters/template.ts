/** Nothing else is taken for a placeholder, and what was put in place of one is not looked at again. */
const PLACEHOLDER = /\{\{([a-z_]+)\}\}/g;
/** Two braces that begin no placeholder, or a third one before it. Style sheets end with two of the others. */
const STRAY = /\{\{|\{\0/;
/** What ends lines, turns text around or cannot be seen: in a value it could pass for something that we have said. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export type Values = Readonly<Record<string, string>>;

/** A text with `{{name}}` in it wherever a value belongs. There are no conditions and no loops. */
export class Template {
  /**
   * @param text the template
   * @param known what may be named in it
   * @param isHtml whether values are to be escaped for HTML
   * @throws Error that says what is wrong with the text
   */
  constructor(
    private readonly text: string,
    known: readonly string[],
    private readonly isHtml: boolean,
  ) {
    for (const [placeholder, name = ''] of text.matchAll(PLACEHOLDER)) {
      if (!known.includes(name)) throw new Error(`does not know ${placeholder}: it can have ${inBraces(known)}`);
    }
    if (STRAY.test(text.replace(PLACEHOLDER, '\0')))
      throw new Error('has a {{ that begins no placeholder such as {{link}}');
  }

  /** @throws Error for a value that is lacking */
  fill(values: Values): string {
    return this.text.replace(PLACEHOLDER, (_placeholder, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`there is no ${name}`);
      const visible = value.replace(INVISIBLE, ' ');
      return this.isHtml ? visible.replace(/[&<>"']/g, character => SPECIAL[character] ?? '') : visible;
    });
  }
}

const inBraces = (names: readonly string[]): string => names.map(name => `{{${name}}}`).join(', ');

/**
 * Writes src/common-passwords.ts from the frequency-ordered list that @zxcvbn-ts/language-common ships:
 * `npm pack @zxcvbn-ts/language-common`, unpack, then
 * `node libs/passwords/generate-common-passwords.js package/src/passwords.json package/LICENSE.txt 4.1.3`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [listFile, licenceFile, version] = process.argv.slice(2);
const MOST_COMMON = 10_000;

// Under 4 characters nothing can be the core of a password of 8; backticks and `${` would end or open the literal.
const usable = JSON.parse(readFileSync(listFile, 'utf8')).filter(
  entry => entry.length >= 4 && /^[\x21-\x7e]+$/.test(entry) && !/[`\\]|\$\{/.test(entry),
);
// Long ones are rare whatever their rank, and they are what a policy of 15 code points meets.
const chosen = usable.filter((entry, rank) => rank < MOST_COMMON || entry.length >= 12);

const lines = [''];
for (const entry of [...new Set(chosen.map(each => each.toLowerCase()))]) {
  const line = lines.at(-1);
  if (line.length + entry.length >= 119) lines.push(entry);
  else lines[lines.length - 1] = line === '' ? entry : `${line} ${entry}`;
}

const licence = readFileSync(licenceFile, 'utf8').trim();
const header = [
  `Passwords most often found in published breaches, lower-cased, most common first. Generated: see`,
  `../generate-common-passwords.js.`,
  ``,
  `Source: @zxcvbn-ts/language-common ${version}, src/passwords.json, which ranks the passwords of Mark Burnett's`,
  `"Ten Million Passwords" (xato.net, 2015, released to the public domain). The package's licence (MIT):`,
  ``,
  ...licence.split('\n').map(line => line.trim()),
];
const comment = header.map(line => ` * ${line}`.trimEnd()).join('\n');

writeFileSync(
  new URL('src/common-passwords.ts', import.meta.url),
  `/**\n${comment}\n */\nexport const COMMON_PASSWORDS: ReadonlySet<string> = new Set(\n  \`\n${lines.join('\n')}\n\`\n    .trim()\n    .split(/\\s/),\n);\n`,
);

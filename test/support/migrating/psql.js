/**
 * Stands in for psql where a page says `psql "$URL" -XAtq -c "…"`: prints the first column of each row, as it is (-A, -t).
 * psql itself is not on every machine.
 */
import pg from 'pg';

const [url, flags, c, sql] = process.argv.slice(2);
if (flags !== '-XAtq' || c !== '-c') throw new Error(`not understood: ${process.argv.slice(2, 5).join(' ')}`);
const client = new pg.Client({ connectionString: url });
await client.connect();
const { rows } = await client.query({ text: sql, rowMode: 'array' });
for (const [value] of rows) process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`);
await client.end();

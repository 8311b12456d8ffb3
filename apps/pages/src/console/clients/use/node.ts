import type { Lines } from './lines.js';

export const NODE: Lines = {
  language: 'Node',
  needs: 'npm install of the tarball that npm run pack:verifier makes in the folder of Gatehouse',
  verify: `import { createServer } from 'node:http';
import { Gatehouse, refusalOf } from '@gatehouse/verifier';

const { GATEHOUSE_ISSUER: issuer, AUDIENCE: audience, CLIENT_ID: id, CLIENT_SECRET: secret } = process.env;
const gatehouse = new Gatehouse({ issuer, audience, client: { id, secret } });
await gatehouse.start();

const server = createServer((request, response) => {
  gatehouse.authenticate(request).then(
    principal => response.end(\`Hello \${principal.sub}\`),
    error => {
      const { status, headers, body } = refusalOf(error) ?? { status: 500, headers: {}, body: {} };
      response.writeHead(status, { ...headers, 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify(body));
    },
  );
});
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
`,
  token: `const { GATEHOUSE_ISSUER: issuer, CLIENT_ID: id, CLIENT_SECRET: secret } = process.env;

const answer = await fetch(\`\${issuer}/oauth/token\`, {
  method: 'POST',
  headers: { authorization: \`Basic \${btoa(\`\${id}:\${secret}\`)}\` },
  body: new URLSearchParams({ grant_type: 'client_credentials' }),
});
const { access_token } = await answer.json();
console.log(access_token);
`,
};

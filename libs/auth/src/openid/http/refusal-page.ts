import type { FastifyReply } from 'fastify';

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Tells whoever was sent here that nobody goes on from here. Nothing of the request is in it, and no script or style: it needs the
 * policy of an answer that is no page.
 * @param why in words of ours
 */
export function refuseWithPage(reply: FastifyReply, why: string): void {
  const text = why.replace(/[&<>"']/g, one => ESCAPED[one] ?? '');
  void reply.status(400).type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>This does not work</title></head>
<body>
<h1>This does not work</h1>
<p>The application that has sent you here has asked for something that is not possible. ${text}</p>
<p>Go back to the application, or tell those who look after it.</p>
</body>
</html>
`);
}

import type { AnswerOfAuthorization } from '#libs/client';
import { h } from '../kit/dom.js';
import { showNotice } from './notice.js';

/** Sends the browser back to the application. The address comes from the service, which has it from an administrator. */
export function leaveFor({ url, fields }: AnswerOfAuthorization): void {
  // An application on this device opens beside the page, which stays.
  showNotice('You are on your way back', 'If nothing happens, look for the application. You can close this page.');
  if (fields === null) return location.replace(url);
  const inputs = Object.entries(fields).map(([name, value]) => h('input', { type: 'hidden', name, value }));
  const form = h('form', { method: 'post', action: url, hidden: true }, ...inputs);
  document.body.append(form);
  form.submit();
}

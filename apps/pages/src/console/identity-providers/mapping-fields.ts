import type { RoleMappingRule } from '#libs/client';
import { button, h } from '../../kit/dom.js';
import { type Field, type FormPart, textField } from '../../kit/form.js';

interface MappingFields extends FormPart {
  /** As filled in. */
  rules(): RoleMappingRule[];
}

/** Which claims come to which roles: rules of three fields each, as many as are wanted. */
export function mappingFields(given: readonly RoleMappingRule[]): MappingFields {
  let rows: Record<keyof RoleMappingRule, Field>[] = [];
  const list = h('div', { class: 'rules' });
  const rules = (): RoleMappingRule[] =>
    rows.map(({ claim, value, role }) => ({ claim: claim.value, value: value.value, role: role.value.trim() }));

  /** Anew: the names of the fields have their places in them. */
  function show(wanted: readonly RoleMappingRule[]): void {
    rows = wanted.map((rule, index) => {
      const field = (name: keyof RoleMappingRule, label: string): Field =>
        textField(`role_mapping[${index}].${name}`, label, { value: rule[name], required: true, spellcheck: 'false' });
      return { claim: field('claim', 'Claim'), value: field('value', 'Value'), role: field('role', 'Role') };
    });
    list.replaceChildren(...rows.map(rowOf));
  }

  function rowOf(row: Record<string, Field>, index: number): HTMLElement {
    const place = `rule ${index + 1}`;
    const remove = (): void => {
      show(rules().filter((_, other) => other !== index));
      add.focus();
    };
    const fields = Object.values(row).map(({ element }) => element);
    const removing = button('Remove', remove, { class: 'small', 'aria-label': `Remove ${place}` });
    return h('div', { class: 'rule', role: 'group', 'aria-label': place }, ...fields, removing);
  }

  const add = button('Add a rule', () => {
    show([...rules(), { claim: '', value: '', role: '' }]);
    rows.at(-1)?.claim.control.focus();
  });
  show(given);
  const hint = 'People have the role as of each login where the claim is the value, or lists it.';
  return {
    element: h('fieldset', {}, h('legend', {}, 'Roles by claims'), h('p', { class: 'hint' }, hint), list, add),
    get fields() {
      return rows.flatMap(row => Object.values(row));
    },
    rules,
  };
}

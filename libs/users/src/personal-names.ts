/** Parts of names that promise something personal or secret. */
const PARTS = new Set([
  ...['name', 'names', 'forename', 'firstname', 'lastname', 'surname', 'fullname', 'nickname', 'username', 'realname'],
  ...['displayname', 'initials', 'mail', 'mails', 'tel', 'telephone', 'mobile', 'fax', 'street', 'zip', 'zipcode'],
  ...['postcode', 'postal', 'dob', 'age', 'gender', 'sex', 'religion', 'ethnicity', 'health', 'photo', 'avatar', 'ip'],
  ...['gps', 'ssn', 'nin', 'iban', 'bic', 'passport', 'cvv', 'cvc', 'salary', 'pwd', 'pin', 'pins', 'otp', 'totp'],
  ...['jwt', 'cookie', 'cookies', 'bearer', 'credential', 'credentials'],
]);

/** What is so wherever in a name it stands. */
const STEMS =
  /email|phone|birth|address|passw|passphrase|secret|token|(?:api|access|private|signing)key|socialsecurity|creditcard/;

/** Whether a key looks as if its value were personal or secret: `email`, `first_name`, `home_address2`, `api_token`. */
export function isPersonal(key: string): boolean {
  const parts = key.split('_').map(part => part.replace(/\d+$/, ''));
  return STEMS.test(key) || STEMS.test(parts.join('')) || parts.some(part => PARTS.has(part));
}

import { Injectable } from '@nestjs/common';
import { networkOf, siteOf } from '#libs/platform';
import type { Attempt, Charge } from './counters/failure-counters.js';
import { GuessKeys } from './guess-keys.js';

type Terms = Omit<Charge, 'name' | 'key'>;

const HOUR = 3600;
const DAY = 24 * HOUR;

/** One person's slips of the keyboard are free, more is somebody who guesses. */
const PERSON: Terms = { free: 10, freeWhenSprayed: 1, memory: DAY, isForgiving: true };
/** Strangers do not touch it, so neither does what they spray. */
const OWN: Terms = { ...PERSON, freeWhenSprayed: PERSON.free };
/** Services try again and again with what is wrong, and many of them may have one address. */
const CLIENT: Terms = { ...OWN, free: 20, freeWhenSprayed: 20, memory: HOUR };
const CLIENTS: Terms = { ...CLIENT, free: 200, freeWhenSprayed: 200, isForgiving: false };
/** Whoever reads the mails to an address mistypes the password of their account some times, or has never known it. */
const LINK: Terms = { ...OWN, free: 5, freeWhenSprayed: 5 };
/** A success forgives nothing: whoever guesses may have a device of their own. */
const USER_CODE: Terms = { ...OWN, memory: HOUR, isForgiving: false };
/** An office has one address. A success forgives nothing: whoever guesses may have an account of their own. */
const NETWORK: Terms = { free: 50, freeWhenSprayed: 1, memory: HOUR, isForgiving: false };
const SITE: Terms = { free: 200, freeWhenSprayed: 50, memory: HOUR, isForgiving: false };

/** What is tried at a login. */
export interface LoginAttempt {
  /** The address that was submitted, in its one form, whether anybody has it or not. */
  readonly account: string;
  /** The caller's address. */
  readonly ip: string;
  /** The device, if it has logged in to this account before. */
  readonly knownDevice: string | undefined;
}

/** Tells what an attempt is counted by. */
@Injectable()
export class Attempts {
  constructor(private readonly guessKeys: GuessKeys) {}

  /** A device that is known counts by itself. So strangers never use up what its owner has, at the same network or elsewhere. */
  login({ account, ip, knownDevice }: LoginAttempt): Attempt {
    if (knownDevice !== undefined) {
      return { isByStranger: false, charges: [this.charge(OWN, 'device', account, knownDevice)] };
    }
    return { isByStranger: true, charges: [this.charge(PERSON, 'account', account), ...this.networks('login', ip)] };
  }

  /** The password of who is logged in, again: by the session that asks, and by all of the user's together. */
  currentPassword(userId: string, sessionId: string): Attempt {
    const charges = [this.charge(OWN, 'session', sessionId), this.charge(OWN, 'user', userId)];
    return { isByStranger: false, charges };
  }

  /**
   * A second factor: whoever shows one has shown the password, so strangers cannot use up what the account has. A device on which one
   * was shown counts by itself all the same, for a password that was stolen must not keep its owner out.
   * @param trustedDevice as `KnownDevices.recogniseByFactor` has it
   */
  secondFactor(userId: string, ip: string, trustedDevice?: string): Attempt {
    if (trustedDevice !== undefined) {
      return { isByStranger: false, charges: [this.charge(OWN, 'factor device', userId, trustedDevice)] };
    }
    return { isByStranger: false, charges: [this.charge(OWN, 'factor', userId), ...this.networks('factor', ip)] };
  }

  /**
   * A code that was mailed to log in with: by the address that was submitted, as at a login, since anybody can ask for one. Apart from
   * that, so that who tries codes keeps nobody from their password.
   */
  mailedCode({ account, ip, knownDevice }: LoginAttempt): Attempt {
    if (knownDevice !== undefined) {
      return { isByStranger: false, charges: [this.charge(OWN, 'code device', account, knownDevice)] };
    }
    return { isByStranger: true, charges: [this.charge(PERSON, 'code', account), ...this.networks('code', ip)] };
  }

  /** A second factor of who is logged in, again: by the session that asks, and by all of the user's together. */
  ownFactor(userId: string, sessionId: string): Attempt {
    const charges = [this.charge(OWN, 'factor session', sessionId), this.charge(OWN, 'factor user', userId)];
    return { isByStranger: false, charges };
  }

  /** A passkey that names its owner by itself: nobody is named before it is found to be right. */
  passkey(ip: string): Attempt {
    return { isByStranger: false, charges: this.networks('passkey', ip) };
  }

  /** The code of a device that waits, typed by who is logged in: by the session, by all of the user's together, and by network. */
  userCode(userId: string, sessionId: string, ip: string): Attempt {
    const own = [
      this.charge(USER_CODE, 'user code session', sessionId),
      this.charge(USER_CODE, 'user code user', userId),
    ];
    return { isByStranger: false, charges: [...own, ...this.networks('user code', ip)] };
  }

  passwordToken(ip: string): Attempt {
    return { isByStranger: false, charges: this.networks('password token', ip) };
  }

  /** Of a mail. */
  link(ip: string): Attempt {
    return { isByStranger: false, charges: this.networks('link', ip) };
  }

  /** The password that is asked for beside a link of a mail: only who has the link gets as far as to try one. */
  passwordOfLink(linkId: string, ip: string): Attempt {
    const charges = [this.charge(LINK, 'link password', linkId), ...this.networks('link password', ip)];
    return { isByStranger: false, charges };
  }

  /** @param clientId as the caller claims it */
  clientCredentials(clientId: string, ip: string): Attempt {
    const own = networkOf(ip);
    const charges = [this.charge(CLIENT, 'client', clientId, own), this.charge(CLIENTS, 'client network', own)];
    return { isByStranger: false, charges };
  }

  private networks(what: string, ip: string): Charge[] {
    const site = siteOf(ip);
    const ofOwn = this.charge(NETWORK, `${what} network`, networkOf(ip));
    return site === undefined ? [ofOwn] : [ofOwn, this.charge(SITE, `${what} site`, site)];
  }

  private charge(terms: Terms, name: string, ...which: string[]): Charge {
    return { ...terms, name, key: this.guessKeys.of(name, ...which) };
  }
}

/** What the browser keeps: the session for all tabs; unsent messages and how the panel stood for this tab. */

import type { Outgoing } from './connection'

/** A message that has not been answered yet, as it is shown. */
export interface Unsent {
  outgoing: Outgoing
  shown: string
  at: number
}

/** How the panel stands, and what is typed but not sent. */
export interface Stance {
  isOpen: boolean | null
  isWide: boolean
  draft: string
  /** Where the transcript is scrolled to, in pixels; null at its end. */
  scroll: number | null
}

export interface Keeper {
  token(): string | null
  keepToken(token: string | null): void
  unsent(): Unsent[]
  keepUnsent(unsent: Unsent[]): void
}

function isUnsent(kept: unknown): kept is Unsent {
  const { outgoing, shown, at } = (kept ?? {}) as Partial<Unsent>
  return typeof outgoing?.id === 'string' && typeof shown === 'string' && typeof at === 'number'
}

type Kind = 'localStorage' | 'sessionStorage'

/** Keeps in the browser's storage. Where that is blocked or full, it lasts as long as the page. */
export class BrowserKeeper implements Keeper {
  private readonly memory = new Map<string, string | null>()
  private readonly tokenKey: string
  private readonly unsentKey: string
  private readonly stanceKey: string
  private readonly dismissedKey: string

  /** @param server tells the conversations of two servers on one website apart */
  constructor(server: string) {
    this.tokenKey = `careerbot.session ${server}`
    this.unsentKey = `careerbot.unsent ${server}`
    this.stanceKey = `careerbot.panel ${server}`
    this.dismissedKey = `careerbot.dismissed ${server}`
  }

  /** What is no token could not even be sent. */
  token(): string | null {
    const token = this.get('localStorage', this.tokenKey)
    return token && /^[\x21-\x7e]+$/.test(token) ? token : null
  }

  keepToken(token: string | null): void {
    this.set('localStorage', this.tokenKey, token)
  }

  unsent(): Unsent[] {
    const kept = this.json<unknown>(this.unsentKey, [])
    return Array.isArray(kept) ? kept.filter(isUnsent) : []
  }

  keepUnsent(unsent: Unsent[]): void {
    this.set('sessionStorage', this.unsentKey, unsent.length ? JSON.stringify(unsent) : null)
  }

  stance(): Stance {
    const { isOpen, isWide, draft, scroll } = this.json<Partial<Record<keyof Stance, unknown>>>(this.stanceKey, {})
    return {
      isOpen: typeof isOpen === 'boolean' ? isOpen : null,
      isWide: isWide === true,
      draft: typeof draft === 'string' ? draft : '',
      scroll: typeof scroll === 'number' ? scroll : null,
    }
  }

  keepStance(change: Partial<Stance>): void {
    this.set('sessionStorage', this.stanceKey, JSON.stringify({ ...this.stance(), ...change }))
  }

  /** What a visitor sent away for good. */
  isDismissed(what: string): boolean {
    return this.get('localStorage', `${this.dismissedKey} ${what}`) !== null
  }

  dismiss(what: string): void {
    this.set('localStorage', `${this.dismissedKey} ${what}`, '1')
  }

  private json<Kept>(key: string, otherwise: Kept): Kept {
    try {
      return (JSON.parse(this.get('sessionStorage', key) ?? 'null') as Kept | null) ?? otherwise
    } catch {
      return otherwise
    }
  }

  private get(kind: Kind, key: string): string | null {
    const held = this.memory.get(key)
    if (held !== undefined) return held
    try {
      return window[kind].getItem(key)
    } catch {
      return null
    }
  }

  /** Where the storage is full or closed, the memory holds what it should: also that something is gone. */
  private set(kind: Kind, key: string, value: string | null): void {
    this.memory.delete(key)
    try {
      if (value === null) window[kind].removeItem(key)
      else window[kind].setItem(key, value)
    } catch {
      this.memory.set(key, value)
      try {
        window[kind].removeItem(key) // an older value would come back with the next page
      } catch {
        // nothing can be kept here
      }
    }
  }
}

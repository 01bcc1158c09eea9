/** What the browser keeps: the session for all tabs, unsent messages for this tab. */

import type { Outgoing } from './connection'

/** A message that has not been answered yet, as it is shown. */
export interface Unsent {
  outgoing: Outgoing
  shown: string
  at: number
}

export interface Keeper {
  token(): string | null
  keepToken(token: string | null): void
  unsent(): Unsent[]
  keepUnsent(unsent: Unsent[]): void
}

/** Keeps in the browser's storage. Where a visitor has blocked that, it lasts as long as the page. */
export class BrowserKeeper implements Keeper {
  private readonly memory = new Map<string, string>()
  private readonly tokenKey: string
  private readonly unsentKey: string

  /** @param server tells the conversations of two servers on one website apart */
  constructor(server: string) {
    this.tokenKey = `careerbot.session ${server}`
    this.unsentKey = `careerbot.unsent ${server}`
  }

  token(): string | null {
    return this.get('localStorage', this.tokenKey)
  }

  keepToken(token: string | null): void {
    this.set('localStorage', this.tokenKey, token)
  }

  unsent(): Unsent[] {
    try {
      const kept: unknown = JSON.parse(this.get('sessionStorage', this.unsentKey) ?? '[]')
      return Array.isArray(kept) ? (kept as Unsent[]) : []
    } catch {
      return []
    }
  }

  keepUnsent(unsent: Unsent[]): void {
    this.set('sessionStorage', this.unsentKey, unsent.length ? JSON.stringify(unsent) : null)
  }

  private get(kind: 'localStorage' | 'sessionStorage', key: string): string | null {
    try {
      return window[kind].getItem(key)
    } catch {
      return this.memory.get(key) ?? null
    }
  }

  private set(kind: 'localStorage' | 'sessionStorage', key: string, value: string | null): void {
    try {
      if (value === null) window[kind].removeItem(key)
      else window[kind].setItem(key, value)
    } catch {
      if (value === null) this.memory.delete(key)
      else this.memory.set(key, value)
    }
  }
}

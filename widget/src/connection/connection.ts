/** What the widget needs of a server. The HTTP one stands beside this; tests bring their own. */

import type { Greeting, Line, Message, Refusal } from './protocol'

/** A message on its way: its id is the client's own, so that a repeat is not asked twice. */
export type Outgoing = { id: string } & ({ text: string } | { suggestion: string } | { restart: true })

export interface Begun {
  token: string
  greeting: Greeting | null
}

export interface Stored {
  /** The newest page of the conversation, or the one before a message. */
  messages: Message[]
  /** The message before which there are older ones. */
  earlier: string | null
  greeting: Greeting | null
  /** A fresh token, when the old one has become worn. */
  token: string | null
}

export interface Connection {
  begin(): Promise<Begun>
  read(token: string, before?: string): Promise<Stored>
  post(token: string, message: Outgoing): AsyncIterable<Line>
  erase(token: string): Promise<void>
}

/** The server was reached and said no. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }

  get isOfSession(): boolean {
    return this.refusal.code.startsWith('session_')
  }
}

/** The server was not reached, stopped in the middle of an answer, or took longer than anybody waits. */
export class Unreachable extends Error {
  constructor(readonly code: 'offline' | 'timeout' = 'offline') {
    super(code)
  }
}

/** What a transcript shows: messages of the server, and the person's own on their way. */

import type { Outgoing } from '../connection/connection'
import type { BotMessage, Divider, Message, PersonMessage, Refusal } from '../connection/protocol'

/** A message of the person; `failure` says why it is not answered. */
export interface Own extends PersonMessage {
  state: 'sent' | 'sending' | 'failed'
  failure: Refusal | null
  outgoing: Outgoing | null
}

export type Item = Own | BotMessage | Divider

export function ofServer(message: Message): Item {
  return message.from === 'person' ? { ...message, state: 'sent', failure: null, outgoing: null } : message
}

/** Puts an item in the place of the one with the same id, else at the end. */
export function put(items: readonly Item[], item: Item): Item[] {
  const at = items.findIndex(({ id }) => id === item.id)
  return at < 0 ? [...items, item] : items.map((old, index) => (index === at ? item : old))
}

/**
 * The stored conversation, followed by what this tab has not got an answer to yet. What has not changed stays
 * the same object, so that nothing is drawn again.
 */
export function merge(stored: readonly Message[], shown: readonly Item[]): Item[] {
  const known = new Set(stored.map(({ id }) => id))
  const own = shown.filter(
    (item) => item.from === 'person' && item.state !== 'sent' && !isAnswered(item.id, known),
  )
  const pending = new Set(own.map(({ id }) => id))
  const before = new Map(shown.map((item) => [item.id, item]))
  const first = stored[0]?.id
  const from = shown.findIndex(({ id }) => id === first)
  // Older pages that were read stay, as long as the newest one goes on from them.
  const older = from > 0 ? shown.slice(0, from) : []
  const items = stored
    .filter(({ id }) => !pending.has(id))
    .map((message) => {
      const old = before.get(message.id)
      const item = ofServer(message)
      return old && isSame(old, item) ? old : item
    })
  return [...older, ...items, ...own]
}

function isSame(old: Item, item: Item): boolean {
  if (old.from === 'bot' && item.from === 'bot') {
    return old.feedback?.given === item.feedback?.given && old.feedback?.thanks === item.feedback?.thanks
  }
  return old.from === item.from && (old.from !== 'person' || old.state === 'sent')
}

/** An answer's id is its question's with a number behind it. */
export function isAnswered(id: string, known: ReadonlySet<string>): boolean {
  return known.has(`${id}.1`)
}

/** The suggestions that can be pressed: those of the last answer. */
export function lastAnswer(items: readonly Item[]): BotMessage | null {
  const last = items.at(-1)
  return last?.from === 'bot' ? last : null
}

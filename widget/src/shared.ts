/**
 * The conversations of this page, one for each server. They outlive the element that shows them: single-page
 * sites take elements away, move them and make new ones.
 */

import { HttpConnection } from './connection/http'
import { BrowserKeeper } from './connection/storage'
import { Tabs } from './connection/tabs'
import { Conversation } from './conversation/conversation'
import { nameOf } from './settings'

export interface Shared {
  conversation: Conversation
  keeper: BrowserKeeper
}

const all = new Map<string, Shared>()

export function sharedOf(server: URL): Shared {
  const name = nameOf(server)
  let shared = all.get(name)
  if (!shared) {
    const keeper = new BrowserKeeper(name)
    const conversation = new Conversation(new HttpConnection(server), keeper, new Tabs(name))
    shared = { conversation, keeper }
    all.set(name, shared)
    window.addEventListener('online', () => conversation.retryAll())
  }
  return shared
}

/**
 * The conversation as one tab sees it: it sends messages one after another, keeps what could not be sent,
 * and follows what other tabs do. It draws nothing.
 */

import { Refused, Unreachable, type Connection, type Outgoing } from '../connection/connection'
import type { Feedback, Greeting, Line, Rating, Refusal, Suggestion } from '../connection/protocol'
import type { Keeper } from '../connection/storage'
import type { Tabs } from '../connection/tabs'
import { isAnswered, merge, ofServer, put, type Item, type Own } from './items'

export interface State {
  /** `new` until the panel is opened for the first time. */
  phase: 'new' | 'loading' | 'ready' | 'failed'
  items: Item[]
  /** The message before which there are older ones. */
  earlier: string | null
  greeting: Greeting | null
  isAnswering: boolean
  /** Why the conversation could not be read. */
  reason: Refusal | null
  /** What went wrong with something that stands in no message. */
  notice: Refusal | null
}

/** What happens, for the page: its name and what it is about, never the words of the person. */
export interface Happening {
  name: 'sent' | 'suggestion' | 'rated' | 'failed' | 'erased' | 'restarted'
  detail: Record<string, unknown>
}

interface Waiting {
  outgoing: Outgoing
  shown: string
}

/** 128 random bits; `crypto.randomUUID` is missing on pages without HTTPS. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function unreached(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal
  return { code: error instanceof Unreachable ? error.code : 'offline', message: '', until: null }
}

const isUnreached = ({ code }: Refusal) => code === 'offline' || code === 'timeout'

export class Conversation extends EventTarget {
  state: State = { phase: 'new', items: [], earlier: null, greeting: null, isAnswering: false, reason: null, notice: null }
  private queue: Waiting[] = []
  private beginning: Promise<string> | null = null
  private opening: Promise<void> | null = null
  private reloading = false
  /** Another tab has news that could not be read yet. */
  private isStale = false

  constructor(
    private readonly connection: Connection,
    private readonly keeper: Keeper,
    private readonly tabs: Tabs,
  ) {
    super()
    tabs.hear((news) => {
      if (news === 'erased') this.forget()
      if (this.state.phase !== 'new') void this.reload()
    })
  }

  /** Reads the conversation so far, once. */
  open(): Promise<void> {
    if (this.state.phase === 'ready') return Promise.resolve()
    this.opening ??= this.openOnce().finally(() => (this.opening = null))
    return this.opening
  }

  private async openOnce(): Promise<void> {
    this.change({ phase: 'loading' })
    try {
      const token = this.keeper.token()
      if (token) await this.read(token)
      else await this.begin()
      this.change({ phase: 'ready' })
    } catch (error) {
      const reason = unreached(error)
      this.change({ phase: 'failed', reason })
      this.fail(reason, 'history')
    }
    this.showUnsent()
  }

  /** Reads the page before the oldest message. */
  async readEarlier(): Promise<void> {
    const { earlier } = this.state
    const token = this.keeper.token()
    if (!earlier || !token) return
    try {
      const page = await this.connection.read(token, earlier)
      if (this.state.earlier !== earlier) return
      const known = new Set(this.state.items.map(({ id }) => id))
      const older = page.messages.map(ofServer).filter(({ id }) => !known.has(id))
      this.change({ items: [...older, ...this.state.items], earlier: page.earlier })
    } catch (error) {
      this.notice(unreached(error))
    }
  }

  send(text: string): void {
    this.happen('sent', { characters: text.length })
    this.take({ id: newId(), text }, text)
  }

  press(suggestion: Suggestion): void {
    this.happen('suggestion', { title: suggestion.title })
    this.take({ id: newId(), suggestion: suggestion.token }, suggestion.title)
  }

  /** Sends a message again that was not answered; its id tells the server that it is the same. */
  retry(id: string): void {
    const own = this.own(id)
    if (own?.outgoing && own.state === 'failed') this.take(own.outgoing, own.text)
  }

  retryAll(): void {
    for (const item of this.state.items) {
      if (item.from === 'person' && item.failure && isUnreached(item.failure)) this.retry(item.id)
    }
  }

  discard(id: string): void {
    this.change({ items: this.state.items.filter((item) => item.id !== id) })
    this.keepUnsent()
  }

  /** Sends a thumb; what the assistant says to it is shown with the answer that it is about. */
  async rate(id: string, rating: Rating): Promise<void> {
    const rated = this.state.items.find((item) => item.id === id)
    if (rated?.from !== 'bot' || !rated.feedback) return
    const before = rated.feedback
    this.changeFeedback(id, { ...before, given: rating, thanks: null })
    try {
      const outgoing = { id: newId(), suggestion: before[rating] }
      for await (const line of this.post(outgoing)) {
        if (line.type === 'error') throw new Refused(line.refusal)
        if (line.type === 'answer') {
          this.changeFeedback(id, { ...before, given: rating, thanks: line.message.text })
          this.say(line.message.text)
        }
      }
      this.happen('rated', { rating, topic: rated.card?.topic ?? null })
      this.tabs.tell('changed')
    } catch (error) {
      this.changeFeedback(id, before)
      this.notice(unreached(error))
    }
  }

  /** Begins anew in the same conversation: what was said stays readable above a divider. */
  restart(): void {
    const id = newId()
    const divider: Item = { from: 'divider', id: `divider-${id}`, at: Date.now() / 1000 }
    if (this.state.items.length) this.change({ items: [...this.state.items, divider] })
    this.happen('restarted', {})
    this.enqueue({ outgoing: { id, restart: true }, shown: '' })
  }

  /** Erases the conversation here and on the server. */
  async erase(): Promise<void> {
    const token = this.keeper.token()
    if (token) {
      try {
        await this.connection.erase(token)
      } catch (error) {
        if (!(error instanceof Refused && error.isOfSession)) throw error
      }
    }
    this.keeper.keepToken(null)
    this.forget()
    this.happen('erased', {})
    await this.begin().catch(() => undefined)
    this.tabs.tell('erased') // with the new session at hand, which the other tabs go on in
  }

  private take(outgoing: Outgoing, shown: string): void {
    const own: Own = {
      from: 'person',
      id: outgoing.id,
      at: Date.now() / 1000,
      text: shown,
      state: 'sending',
      failure: null,
      outgoing,
    }
    // A message that is sent again moves to the end, where its answers will stand.
    const others = this.state.items.filter(({ id }) => id !== own.id && !id.startsWith(`${own.id}.`))
    this.change({ items: [...others, own] })
    this.enqueue({ outgoing, shown })
  }

  private enqueue(waiting: Waiting): void {
    this.change({ notice: null })
    this.keepUnsent()
    this.queue.push(waiting)
    if (!this.state.isAnswering) void this.deliverAll()
  }

  private async deliverAll(): Promise<void> {
    this.change({ isAnswering: true })
    for (let waiting = this.queue.shift(); waiting; waiting = this.queue.shift()) {
      await this.deliver(waiting)
      this.keepUnsent()
      this.tabs.tell('changed')
    }
    this.change({ isAnswering: false })
    if (this.isStale) await this.reload()
  }

  private async deliver({ outgoing, shown }: Waiting): Promise<void> {
    // It may have been discarded or erased while it waited.
    const isGone = () => !('restart' in outgoing) && this.own(outgoing.id)?.state !== 'sending'
    if (isGone()) return
    try {
      for await (const line of this.post(outgoing, shown)) {
        if (isGone()) return
        this.receive(outgoing.id, line)
      }
      if (this.state.phase === 'failed') await this.open()
    } catch (error) {
      const refusal = unreached(error)
      this.settle(outgoing.id, refusal)
      // What waits behind it would only wait for the same server as long again.
      if (isUnreached(refusal)) for (const later of this.queue.splice(0)) this.settle(later.outgoing.id, refusal)
    }
  }

  private receive(id: string, line: Line): void {
    if (line.type === 'answer') {
      this.change({ items: put(this.state.items, line.message) })
      this.dispatchEvent(new CustomEvent('answer', { detail: line.message }))
    } else {
      this.settle(id, line.type === 'error' ? line.refusal : null)
    }
  }

  /**
   * Posts a message; when its session has ended, in a new one. A suggestion is of its session alone: in
   * another one its title is asked.
   */
  private async *post(outgoing: Outgoing, shown = ''): AsyncIterable<Line> {
    const token = this.keeper.token() ?? (await this.begin())
    try {
      yield* this.postIn(token, outgoing, shown)
    } catch (error) {
      if (!(error instanceof Refused && error.isOfSession)) throw error
      this.forgetToken(token)
      yield* this.postIn(await this.begin(), outgoing, shown)
    }
  }

  private async *postIn(token: string, outgoing: Outgoing, shown: string): AsyncIterable<Line> {
    try {
      yield* this.connection.post(token, outgoing)
    } catch (error) {
      if (!(shown && error instanceof Refused && error.refusal.code === 'suggestion_invalid')) throw error
      yield* this.connection.post(token, { id: outgoing.id, text: shown })
    }
  }

  private begin(): Promise<string> {
    this.beginning ??= this.beginOnce().finally(() => (this.beginning = null))
    return this.beginning
  }

  private async beginOnce(): Promise<string> {
    const begun = await this.connection.begin()
    const ofAnotherTab = this.keeper.token()
    if (ofAnotherTab) {
      await this.read(ofAnotherTab)
      return ofAnotherTab
    }
    this.keeper.keepToken(begun.token)
    this.change({ greeting: begun.greeting })
    return begun.token
  }

  private async read(token: string): Promise<void> {
    try {
      const stored = await this.connection.read(token)
      if (stored.token) this.keeper.keepToken(stored.token)
      const items = merge(stored.messages, this.state.items)
      const known = new Set(this.state.items.map(({ id }) => id))
      const isFirst = this.state.phase === 'loading'
      const isWhole = items[0]?.id === stored.messages[0]?.id
      this.change({ items, greeting: stored.greeting, earlier: isWhole ? stored.earlier : this.state.earlier })
      if (isFirst) return
      for (const item of items) {
        if (item.from === 'bot' && !known.has(item.id)) {
          this.dispatchEvent(new CustomEvent('answer', { detail: item }))
        }
      }
    } catch (error) {
      if (!(error instanceof Refused && error.isOfSession)) throw error
      this.forgetToken(token)
      await this.begin()
    }
  }

  private async reload(): Promise<void> {
    if (this.reloading || this.state.isAnswering) {
      this.isStale = true
      return
    }
    this.reloading = true
    do {
      this.isStale = false
      const token = this.keeper.token()
      if (token) await this.read(token).catch(() => undefined)
    } while (this.isStale && !this.state.isAnswering)
    this.reloading = false
  }

  private settle(id: string, failure: Refusal | null): void {
    const own = this.own(id)
    if (own) {
      this.change({ items: put(this.state.items, { ...own, state: failure ? 'failed' : 'sent', failure }) })
      if (failure) this.fail(failure, 'message')
    } else if (failure) {
      // Nothing was begun anew: its line would say so.
      this.change({ items: this.state.items.filter((item) => item.id !== `divider-${id}`) })
      this.notice(failure)
    }
  }

  private notice(refusal: Refusal): void {
    this.change({ notice: refusal })
    this.fail(refusal, 'action')
  }

  private fail(refusal: Refusal, what: 'message' | 'history' | 'action'): void {
    this.dispatchEvent(new CustomEvent('failure', { detail: { refusal, what } }))
    this.happen('failed', { code: refusal.code, what })
  }

  private happen(name: Happening['name'], detail: Happening['detail']): void {
    this.dispatchEvent(new CustomEvent<Happening>('happening', { detail: { name, detail } }))
  }

  private own(id: string): Own | null {
    const item = this.state.items.find((candidate) => candidate.id === id)
    return item?.from === 'person' ? item : null
  }

  private forget(): void {
    this.queue.length = 0
    this.keeper.keepUnsent([])
    this.change({ items: [], earlier: null, notice: null })
  }

  private forgetToken(token: string): void {
    if (this.keeper.token() === token) this.keeper.keepToken(null)
  }

  /** Shows again what this tab could not send before it was reloaded. */
  private showUnsent(): void {
    const known = new Set(this.state.items.map(({ id }) => id))
    // What is shown is on its way again already.
    const left = this.keeper.unsent().filter(({ outgoing: { id } }) => !known.has(id) && !isAnswered(id, known))
    const items = left.map(
      ({ outgoing, shown, at }): Own => ({
        from: 'person',
        id: outgoing.id,
        at,
        text: shown,
        state: 'failed',
        failure: { code: 'offline', message: '', until: null },
        outgoing,
      }),
    )
    this.change({ items: items.reduce<Item[]>(put, this.state.items) })
    this.keepUnsent()
  }

  private keepUnsent(): void {
    const unsent = this.state.items.flatMap((item) =>
      item.from === 'person' && item.state !== 'sent' && item.outgoing
        ? [{ outgoing: item.outgoing, shown: item.text, at: item.at }]
        : [],
    )
    this.keeper.keepUnsent(unsent)
  }

  private changeFeedback(id: string, feedback: Feedback): void {
    this.change({
      items: this.state.items.map((item) =>
        item.id === id && item.from === 'bot' ? { ...item, feedback } : item,
      ),
    })
  }

  private say(text: string): void {
    this.dispatchEvent(new CustomEvent('say', { detail: text }))
  }

  private change(change: Partial<State>): void {
    this.state = { ...this.state, ...change }
    this.dispatchEvent(new Event('change'))
  }
}

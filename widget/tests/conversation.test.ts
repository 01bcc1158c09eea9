import { beforeEach, describe, expect, test } from 'vitest'
import {
  Refused,
  Unreachable,
  type Begun,
  type Connection,
  type Outgoing,
  type Stored,
} from '../src/connection/connection'
import type { Line, Message } from '../src/connection/protocol'
import type { Keeper, Unsent } from '../src/connection/storage'
import type { News, Tabs } from '../src/connection/tabs'
import { Conversation } from '../src/conversation/conversation'
import { answer } from './answers'

/** A server that answers everything, remembers what was asked, and can be made to fail. */
class Server implements Connection {
  posted: Outgoing[] = []
  stored = new Map<string, Message[]>()
  failures: Error[] = []
  private sessions = 0

  begin(): Promise<Begun> {
    this.sessions += 1
    return Promise.resolve({ token: `session-${this.sessions}`, greeting: { text: 'Hello!', suggestions: [] } })
  }

  read(token: string): Promise<Stored> {
    return Promise.resolve({ messages: this.stored.get(token) ?? [], earlier: null, greeting: null, token: null })
  }

  async *post(token: string, outgoing: Outgoing): AsyncIterable<Line> {
    this.posted.push(outgoing)
    await Promise.resolve()
    const failure = this.failures.shift()
    if (failure) throw failure
    const text = 'text' in outgoing ? outgoing.text : 'suggestion' in outgoing ? outgoing.suggestion : ''
    const message = answer(`${outgoing.id}.1`, `About ${text}`)
    const before = this.stored.get(token) ?? []
    this.stored.set(token, [...before, { from: 'person', id: outgoing.id, at: 1, text }, message])
    yield { type: 'answer', message }
    yield { type: 'done' }
  }

  erase(token: string): Promise<void> {
    this.stored.delete(token)
    return Promise.resolve()
  }
}

class Memory implements Keeper {
  private kept: string | null = null
  private waiting: Unsent[] = []
  token = () => this.kept
  keepToken = (token: string | null) => void (this.kept = token)
  unsent = () => this.waiting
  keepUnsent = (unsent: Unsent[]) => void (this.waiting = unsent)
}

/** Two tabs of one browser: what one tells, the other hears. */
function pairOfTabs(): [Tabs, Tabs] {
  const listeners: ((news: News) => void)[][] = [[], []]
  const tab = (own: number) =>
    ({
      tell: (news: News) => listeners[1 - own]?.forEach((listener) => listener(news)),
      hear: (listener: (news: News) => void) => void listeners[own]?.push(listener),
      close: () => undefined,
    }) as unknown as Tabs
  return [tab(0), tab(1)]
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
const refusal = (code: string) => new Refused({ code, message: '', until: null })

let server: Server
let keeper: Memory
let tabs: [Tabs, Tabs]
let conversation: Conversation

function texts(of: Conversation): string[] {
  return of.state.items.map((item) => (item.from === 'divider' ? '—' : item.text))
}

beforeEach(async () => {
  server = new Server()
  keeper = new Memory()
  tabs = pairOfTabs()
  conversation = new Conversation(server, keeper, tabs[0])
  await conversation.open()
})

describe('a conversation', () => {
  test('greets, asks and shows the answer', async () => {
    conversation.send('Pay?')
    await settled()

    expect(conversation.state.greeting?.text).toBe('Hello!')
    expect(texts(conversation)).toEqual(['Pay?', 'About Pay?'])
    expect(conversation.state.isAnswering).toBe(false)
  })

  test('keeps a message that did not get through, and sends it again under the same id', async () => {
    server.failures = [new Unreachable()]
    conversation.send('Pay?')
    await settled()
    const [failed] = conversation.state.items
    expect(failed).toMatchObject({ text: 'Pay?', state: 'failed', failure: { code: 'offline' } })

    conversation.retry(failed?.id ?? '')
    await settled()

    expect(texts(conversation)).toEqual(['Pay?', 'About Pay?'])
    expect(server.posted[0]?.id).toBe(server.posted[1]?.id)
  })

  test('a second press of retry sends nothing while the first is on its way', async () => {
    server.failures = [new Unreachable()]
    conversation.send('Pay?')
    await settled()
    const id = conversation.state.items[0]?.id ?? ''

    conversation.retry(id)
    conversation.retry(id)
    await settled()

    expect(server.posted).toHaveLength(2)
  })

  test('messages are sent one after another, in the order in which they were typed', async () => {
    conversation.send('one')
    conversation.send('two')
    await settled()

    expect(server.posted.map((outgoing) => 'text' in outgoing && outgoing.text)).toEqual(['one', 'two'])
  })

  test('an unsent message is still there after a reload of the page', async () => {
    server.failures = [new Unreachable()]
    conversation.send('Pay?')
    await settled()

    const reloaded = new Conversation(server, keeper, pairOfTabs()[0])
    await reloaded.open()

    expect(reloaded.state.items).toMatchObject([{ text: 'Pay?', state: 'failed' }])
  })

  test('a message whose answer was lost on the way is not shown as unsent after a reload', async () => {
    conversation.send('Pay?')
    await settled()
    const id = server.posted[0]?.id ?? ''
    keeper.keepUnsent([{ outgoing: { id, text: 'Pay?' }, shown: 'Pay?', at: 1 }])

    const reloaded = new Conversation(server, keeper, pairOfTabs()[0])
    await reloaded.open()

    expect(texts(reloaded)).toEqual(['Pay?', 'About Pay?'])
    expect(keeper.unsent()).toEqual([])
  })

  test('goes on in a new session when the old one has expired', async () => {
    server.failures = [refusal('session_expired')]
    conversation.send('Pay?')
    await settled()

    expect(keeper.token()).toBe('session-2')
    expect(texts(conversation)).toEqual(['Pay?', 'About Pay?'])
  })

  test('says why a message was refused', async () => {
    server.failures = [refusal('too_many_messages')]
    conversation.send('Pay?')
    await settled()

    expect(conversation.state.items).toMatchObject([{ state: 'failed', failure: { code: 'too_many_messages' } }])
  })

  test('shows in a second tab what was asked in the first', async () => {
    const second = new Conversation(server, keeper, tabs[1])
    await second.open()

    conversation.send('Pay?')
    await settled()

    expect(texts(second)).toEqual(['Pay?', 'About Pay?'])
  })

  test('begins anew below a divider', async () => {
    conversation.send('Pay?')
    await settled()
    conversation.restart()
    await settled()

    expect(texts(conversation)).toEqual(['Pay?', 'About Pay?', '—', 'About '])
    expect(server.posted[1]).toMatchObject({ restart: true })
  })

  test('is gone everywhere once it is erased', async () => {
    const second = new Conversation(server, keeper, tabs[1])
    await second.open()
    conversation.send('Pay?')
    await settled()

    await conversation.erase()
    await settled()

    expect(server.stored.size).toBe(0)
    expect([texts(conversation), texts(second)]).toEqual([[], []])
    expect(keeper.token()).toBe('session-2')
  })

  test('shows the thanks for a thumb with the answer that it is about', async () => {
    const feedback = { helpful: 'yes', not_helpful: 'no', given: null, thanks: null }
    server.stored.set('session-1', [answer('a.1', 'A lot.', { feedback })])
    const reloaded = new Conversation(server, keeper, pairOfTabs()[0])
    await reloaded.open()

    await reloaded.rate('a.1', 'helpful')

    expect(reloaded.state.items).toMatchObject([{ feedback: { given: 'helpful', thanks: 'About yes' } }])
  })

  test('takes a thumb back that did not get through', async () => {
    const feedback = { helpful: 'yes', not_helpful: 'no', given: null, thanks: null }
    server.stored.set('session-1', [answer('a.1', 'A lot.', { feedback })])
    const reloaded = new Conversation(server, keeper, pairOfTabs()[0])
    await reloaded.open()
    server.failures = [new Unreachable()]

    await reloaded.rate('a.1', 'helpful')

    expect(reloaded.state.items).toMatchObject([{ feedback: { given: null } }])
  })
})

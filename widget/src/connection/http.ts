/** The connection over HTTP: JSON requests, and answers that stream back one line of JSON each. */

import { Refused, Unreachable, type Begun, type Connection, type Outgoing, type Stored } from './connection'
import { readGreeting, readLine, readMessages, readRefusal, type Line } from './protocol'

/** The server gives up earlier than this, so a request that takes longer is lost. */
const MOST_MILLISECONDS = 60_000
const PROBE_MILLISECONDS = 4000
const NOT_ALLOWED = `does not let ${location.origin} ask. On the server, add it: ALLOWED_ORIGINS=${location.origin}`

export class HttpConnection implements Connection {
  /** @param base where the channel is, such as `https://bot.example.com/webhooks/website/` */
  constructor(private readonly base: URL) {}

  private hasExplained = false

  async begin(): Promise<Begun> {
    const answer = await this.json('POST', 'session')
    if (typeof answer.token !== 'string') throw new Unreachable()
    return { token: answer.token, greeting: readGreeting(answer.greeting) }
  }

  async read(token: string, before?: string): Promise<Stored> {
    const page = before ? `?before=${encodeURIComponent(before)}` : ''
    const answer = await this.json('GET', `conversation${page}`, token)
    return {
      messages: readMessages(answer.messages),
      earlier: typeof answer.earlier === 'string' ? answer.earlier : null,
      greeting: readGreeting(answer.greeting),
      token: typeof answer.token === 'string' ? answer.token : null,
    }
  }

  async erase(token: string): Promise<void> {
    await this.json('DELETE', 'conversation', token)
  }

  async *post(token: string, message: Outgoing): AsyncIterable<Line> {
    const response = await this.request('POST', 'messages', token, message)
    if (!response.body) throw new Unreachable()
    let isWhole = false
    for await (const text of linesOf(response.body)) {
      const line = readLine(parse(text))
      if (!line) continue
      isWhole = line.type !== 'answer'
      yield line
    }
    if (!isWhole) throw new Unreachable()
  }

  private async json(method: string, path: string, token?: string): Promise<Record<string, unknown>> {
    const response = await this.request(method, path, token)
    const answer: unknown = await response.json().catch(() => null)
    if (typeof answer !== 'object' || answer === null) throw new Unreachable()
    return answer as Record<string, unknown>
  }

  private async request(method: string, path: string, token?: string, body?: Outgoing): Promise<Response> {
    const headers: Record<string, string> = {}
    if (token) headers.Authorization = `Bearer ${token}`
    if (body) headers['Content-Type'] = 'application/json'
    const init: RequestInit = {
      method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(MOST_MILLISECONDS),
    }
    if (body) init.body = JSON.stringify(body)
    let response: Response
    try {
      response = await fetch(new URL(path, this.base), init)
    } catch (error) {
      const unreachable = asUnreachable(error)
      if (unreachable.code === 'offline' && navigator.onLine) await this.explain()
      throw unreachable
    }
    if (response.ok) return response
    const refusal = readRefusal(await response.json().catch(() => null))
    if (refusal.code === 'origin_not_allowed') this.warn(NOT_ALLOWED)
    throw new Refused(refusal)
  }

  /** A page must not read why it was kept out; a request that needs no leave tells a closed door from a dead server. */
  private async explain(): Promise<void> {
    try {
      const response = await fetch(this.base, { credentials: 'omit', signal: AbortSignal.timeout(PROBE_MILLISECONDS) })
      if (response.status !== 403) return
    } catch {
      this.warn('cannot be reached. Is the server running, and is its address right (data-server)?')
      return
    }
    this.warn(NOT_ALLOWED)
    throw new Refused({ code: 'origin_not_allowed', message: '', until: null })
  }

  /** Tells the owner of the page, once, what to do. */
  private warn(what: string): void {
    if (!this.hasExplained) console.warn(`Careerbot: ${this.base.origin} ${what}`)
    this.hasExplained = true
  }
}

function asUnreachable(error: unknown): Unreachable {
  return new Unreachable(error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'offline')
}

/** Splits a stream of bytes into its lines. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncIterable<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      rest += decoder.decode(value, { stream: !done })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.trim()) yield line
      if (done) break
    }
  } catch (error) {
    throw asUnreachable(error)
  } finally {
    reader.releaseLock()
  }
  if (rest.trim()) yield rest
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The connection over HTTP: JSON requests, and answers that stream back one line of JSON each. */

import { Refused, Unreachable, type Begun, type Connection, type Outgoing, type Stored } from './connection'
import { readGreeting, readLine, readMessages, readRefusal, type Line } from './protocol'

/** The server gives up earlier than this, so a request that takes longer is lost. */
const MOST_MILLISECONDS = 60_000

export class HttpConnection implements Connection {
  /** @param base where the channel is, such as `https://bot.example.com/webhooks/website/` */
  constructor(private readonly base: URL) {}

  async begin(): Promise<Begun> {
    const answer = await this.json('POST', 'session')
    if (typeof answer.token !== 'string') throw new Unreachable()
    return { token: answer.token, greeting: readGreeting(answer.greeting) }
  }

  async read(token: string): Promise<Stored> {
    const answer = await this.json('GET', 'conversation', token)
    return {
      messages: readMessages(answer.messages),
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
    } catch {
      throw new Unreachable()
    }
    if (response.ok) return response
    throw new Refused(readRefusal(await response.json().catch(() => null)))
  }
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
  } catch {
    throw new Unreachable()
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

import { afterEach, describe, expect, test, vi } from 'vitest'
import { Refused, Unreachable } from '../src/connection/connection'
import { HttpConnection, linesOf } from '../src/connection/http'
import type { Line } from '../src/connection/protocol'

const base = new URL('https://bot.example.com/webhooks/website/')

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
}

function serve(body: BodyInit, init?: ResponseInit): ReturnType<typeof vi.fn> {
  const fetching = vi.fn(() => Promise.resolve(new Response(body, init)))
  vi.stubGlobal('fetch', fetching)
  return fetching
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

const post = (): Promise<Line[]> => all(new HttpConnection(base).post('token', { id: 'message-1', text: 'Pay?' }))

afterEach(() => vi.unstubAllGlobals())

describe('the connection over HTTP', () => {
  test('lines are put together from pieces that end anywhere, also within a character', async () => {
    const bytes = new TextEncoder().encode('{"a":"é"}\n{"b":1}\n')
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 7))
        controller.enqueue(bytes.slice(7, 12))
        controller.enqueue(bytes.slice(12))
        controller.close()
      },
    })

    expect(await all(linesOf(pieces))).toEqual(['{"a":"é"}', '{"b":1}'])
  })

  test('answers come before the stream is over', async () => {
    const answer = '{"type":"answer","message":{"id":"message-1.1","from":"bot","text":"A lot."}}\n'
    const open = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(answer)),
    })
    serve(open)

    const lines = new HttpConnection(base).post('token', { id: 'message-1', text: 'Pay?' })[Symbol.asyncIterator]()

    expect((await lines.next()).value).toMatchObject({ type: 'answer', message: { text: 'A lot.' } })
  })

  test('the token goes into a header and never into the address', async () => {
    const fetching = serve(streamOf('{"type":"done"}\n'))
    await post()

    const [address, init] = fetching.mock.calls[0] as [URL, RequestInit]
    expect(address.href).toBe('https://bot.example.com/webhooks/website/messages')
    expect(init.headers).toMatchObject({ Authorization: 'Bearer token' })
    expect(init.credentials).toBe('omit')
  })

  test('a stream that breaks off before its last line is a lost connection', async () => {
    serve(streamOf('{"type":"answer","message":{"id":"message-1.1","from":"bot","text":"A lot."}}\n'))

    await expect(post()).rejects.toBeInstanceOf(Unreachable)
  })

  test('a server that cannot be reached is a lost connection', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))

    await expect(post()).rejects.toBeInstanceOf(Unreachable)
  })

  test('a refusal keeps its code and its waiting time', async () => {
    serve('{"error":{"code":"too_many_messages","message":"Wait.","retry_after":12}}', { status: 429 })

    await expect(post()).rejects.toMatchObject({ refusal: { code: 'too_many_messages', until: expect.closeTo(Date.now() + 12_000, -3) as number } })
  })

  test('an error page of a proxy is a refusal too', async () => {
    serve('<html>Bad gateway</html>', { status: 502 })

    await expect(post()).rejects.toBeInstanceOf(Refused)
  })
})

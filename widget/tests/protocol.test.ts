import { describe, expect, test } from 'vitest'
import { readCard, readLine, readMessage, readRefusal } from '../src/connection/protocol'
import { wireCard } from './answers'

describe('what comes over the wire', () => {
  test('a card is read with its table, chart and sources', () => {
    const card = readCard(wireCard)

    expect(card?.table?.rows).toEqual([['Builds', 'Products', 'Models']])
    expect(card?.chart?.bars[0]?.median).toBe(193_600)
    expect(card?.sources[0]?.date).toBe('2025-08-03')
  })

  test('a card of a later version is left to the text of its message', () => {
    const message = readMessage({ id: 'a.1', from: 'bot', at: 1, text: 'Plain.', card: { ...wireCard, version: 2 } })

    expect(message).toMatchObject({ text: 'Plain.', card: null })
  })

  test('a table whose rows do not fit its columns is not drawn', () => {
    const card = readCard({ ...wireCard, table: { columns: ['', 'A'], rows: [['Builds']] } })

    expect(card?.table).toBeNull()
  })

  test('a bar without a median, and with amounts that are no numbers, is left out', () => {
    const bars = [{ label: 'x', median: 'a lot' }, { label: 'y', median: 5, p10: '1', n: null }]
    const card = readCard({ ...wireCard, chart: { kind: 'salary_range', unit: 'USD', bars } })

    expect(card?.chart?.bars).toEqual([
      { label: 'y', median: 5, p10: null, p25: null, p75: null, p90: null, low: null, high: null, n: null, source: '' },
    ])
  })

  test('a suggestion that cannot be pressed is left out', () => {
    const message = readMessage({ id: 'a.1', from: 'bot', suggestions: [{ title: 'Pay?' }, { title: 'Skills?', token: 't' }] })

    expect(message).toMatchObject({ suggestions: [{ title: 'Skills?', token: 't' }] })
  })

  test.each([null, 7, 'text', [], {}, { type: 'answer' }, { type: 'answer', message: { from: 'person', id: 'x' } }])(
    'a line that is no line is ignored: %j',
    (value) => {
      expect(readLine(value)).toBeNull()
    },
  )

  test('a refusal without a form of its own is one of the server', () => {
    expect(readRefusal('<html>')).toEqual({ code: 'unavailable', message: '', until: null })
  })
})

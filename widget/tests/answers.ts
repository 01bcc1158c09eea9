/** Answers as the server sends them, for the tests. */

import type { BotMessage } from '../src/connection/protocol'

export const source = {
  id: 'aijobs',
  title: 'Salary index',
  publisher: 'aijobs.net',
  date: '2025-08-03',
  licence: 'CC0',
  url: 'https://aijobs.net/',
}

export const bar = {
  label: 'ML engineer, US, 2025',
  p10: 117_000,
  p25: 155_000,
  median: 193_600,
  p75: 240_000,
  p90: 295_000,
  low: null,
  high: null,
  n: 2801,
  source: 'aijobs',
}

export const wireCard = {
  version: 1,
  topic: 'salary',
  roles: ['ml_engineer'],
  title: 'Pay of an ML engineer',
  lead: 'Half of the postings pay more than $193,600.',
  body: '',
  table: { columns: ['', 'AI engineer', 'ML engineer'], rows: [['Builds', 'Products', 'Models']] },
  chart: { kind: 'salary_range', unit: 'USD a year', bars: [bar] },
  notes: ['Postings that name a salary are few.'],
  sources: [source],
  feedback: { topic: 'salary' },
}

export function answer(id: string, text: string, more: Partial<BotMessage> = {}): BotMessage {
  return { from: 'bot', id, at: 1, text, card: null, progress: null, suggestions: [], feedback: null, ...more }
}

/** The form of what the server sends. Everything that came over the wire passes through here once. */

export interface Suggestion {
  title: string
  token: string
  /** What it asks about, for starters: `salary` and so on. */
  topic?: string
}

export type Rating = 'helpful' | 'not_helpful'

export interface Feedback {
  helpful: string
  not_helpful: string
  given: Rating | null
  thanks: string | null
}

export interface Table {
  columns: string[]
  rows: string[][]
}

/** A range of pay; amounts are in the chart's unit, `n` is the size of the sample. */
export interface Bar {
  label: string
  p10: number | null
  p25: number | null
  median: number
  p75: number | null
  p90: number | null
  /** The ends of an advertised range, where it is one. */
  low: number | null
  high: number | null
  n: number | null
  source: string
}

export interface Chart {
  unit: string
  /** By how many percent the higher of two medians is above the other, with its 95% interval. */
  difference: { percent: number; low: number; high: number } | null
  bars: Bar[]
}

/** How jobs were projected to change, in percent between two years; the last group is all occupations. */
export interface Growth {
  from: number
  to: number
  groups: { label: string; percent: number }[]
}

export interface Source {
  id: string
  title: string
  publisher: string
  date: string
  licence: string
  url: string | null
}

export interface Progress {
  step: number
  of: number
}

export interface Card {
  topic: string
  roles: string[]
  title: string
  lead: string
  body: string
  table: Table | null
  chart: Chart | null
  growth: Growth | null
  notes: string[]
  sources: Source[]
}

export interface BotMessage {
  from: 'bot'
  id: string
  at: number
  text: string
  card: Card | null
  /** Which question of a form this is. */
  progress: Progress | null
  suggestions: Suggestion[]
  feedback: Feedback | null
}

export interface PersonMessage {
  from: 'person'
  id: string
  at: number
  text: string
}

export interface Divider {
  from: 'divider'
  id: string
  at: number
}

export type Message = BotMessage | PersonMessage | Divider

export interface Greeting {
  text: string
  suggestions: Suggestion[]
}

export interface Refusal {
  code: string
  message: string
  /** When it can be tried again, in milliseconds since 1970; the server says so for what was too much. */
  until: number | null
}

export type Line =
  | { type: 'answer'; message: BotMessage }
  | { type: 'done' }
  | { type: 'error'; refusal: Refusal }

type Fields = Record<string, unknown>

const CARD_VERSION = 1

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const amount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const texts = (value: unknown): string[] => list(value).map(text)

/** Reads each entry of a list and leaves out what cannot be read. */
function each<T>(value: unknown, read: (entry: unknown) => T | null): T[] {
  return list(value)
    .map(read)
    .filter((entry): entry is T => entry !== null)
}

export function readMessage(value: unknown): Message | null {
  if (!isFields(value) || !text(value.id)) return null
  const common = { id: text(value.id), at: amount(value.at) ?? 0 }
  if (value.from === 'divider') return { ...common, from: 'divider' }
  if (value.from === 'person') return { ...common, from: 'person', text: text(value.text) }
  if (value.from !== 'bot') return null
  return {
    ...common,
    from: 'bot',
    text: text(value.text),
    card: readCard(value.card),
    progress: readProgress(value.progress),
    suggestions: each(value.suggestions, readSuggestion),
    feedback: readFeedback(value.feedback),
  }
}

/** Returns null for a card of a later version or another form: the message's text then stands alone. */
export function readCard(value: unknown): Card | null {
  if (!isFields(value) || value.version !== CARD_VERSION || !text(value.lead)) return null
  return {
    topic: text(value.topic),
    roles: texts(value.roles),
    title: text(value.title),
    lead: text(value.lead),
    body: text(value.body),
    table: readTable(value.table),
    chart: readChart(value.chart),
    growth: readGrowth(value.growth),
    notes: texts(value.notes).filter(Boolean),
    sources: each(value.sources, readSource),
  }
}

function readProgress(value: unknown): Progress | null {
  if (!isFields(value)) return null
  const [step, of] = [amount(value.step), amount(value.of)]
  return step && of ? { step, of } : null
}

function readTable(value: unknown): Table | null {
  if (!isFields(value)) return null
  const columns = texts(value.columns)
  const rows = list(value.rows).map(texts)
  const isWhole = columns.length > 0 && rows.length > 0 && rows.every((row) => row.length === columns.length)
  return isWhole ? { columns, rows } : null
}

function readChart(value: unknown): Chart | null {
  // Dollars a year have a kind of their own, since widgets of earlier versions drew nothing else.
  if (!isFields(value) || (value.kind !== 'salary_range' && value.kind !== 'pay_range')) return null
  const bars = each(value.bars, readBar)
  return bars.length ? { unit: text(value.unit), difference: readDifference(value.difference), bars } : null
}

function readDifference(value: unknown): Chart['difference'] {
  if (!isFields(value)) return null
  const [percent, low, high] = [amount(value.percent), amount(value.low), amount(value.high)]
  return percent !== null && low !== null && high !== null ? { percent, low, high } : null
}

function readBar(value: unknown): Bar | null {
  if (!isFields(value)) return null
  const median = amount(value.median)
  if (median === null) return null
  return {
    label: text(value.label),
    p10: amount(value.p10),
    p25: amount(value.p25),
    median,
    p75: amount(value.p75),
    p90: amount(value.p90),
    low: amount(value.low),
    high: amount(value.high),
    n: amount(value.n),
    source: text(value.source),
  }
}

function readGrowth(value: unknown): Growth | null {
  if (!isFields(value)) return null
  const [from, to] = [amount(value.year_from), amount(value.year_to)]
  const groups = each(value.groups, (group) => {
    const [label, percent] = [text(list(group)[0]), amount(list(group)[1])]
    return label && percent !== null ? { label, percent } : null
  })
  return from && to && groups.length ? { from, to, groups } : null
}

function readSource(value: unknown): Source | null {
  if (!isFields(value) || !text(value.title)) return null
  return {
    id: text(value.id),
    title: text(value.title),
    publisher: text(value.publisher),
    date: text(value.date),
    licence: text(value.licence),
    url: text(value.url) || null,
  }
}

function readSuggestion(value: unknown): Suggestion | null {
  if (!isFields(value) || !text(value.title) || !text(value.token)) return null
  return { title: text(value.title), token: text(value.token), topic: text(value.topic) }
}

function readFeedback(value: unknown): Feedback | null {
  if (!isFields(value) || !text(value.helpful) || !text(value.not_helpful)) return null
  const given = value.given === 'helpful' || value.given === 'not_helpful' ? value.given : null
  return {
    helpful: text(value.helpful),
    not_helpful: text(value.not_helpful),
    given,
    thanks: text(value.thanks) || null,
  }
}

export function readGreeting(value: unknown): Greeting | null {
  if (!isFields(value) || !text(value.text)) return null
  return { text: text(value.text), suggestions: each(value.suggestions, readSuggestion) }
}

export function readRefusal(value: unknown): Refusal {
  const error = isFields(value) && isFields(value.error) ? value.error : {}
  const wait = amount(error.retry_after)
  return {
    code: text(error.code) || 'unavailable',
    message: text(error.message),
    until: wait === null ? null : Date.now() + wait * 1000,
  }
}

export function readLine(value: unknown): Line | null {
  if (!isFields(value)) return null
  if (value.type === 'done') return { type: 'done' }
  if (value.type === 'error') return { type: 'error', refusal: readRefusal(value) }
  if (value.type !== 'answer') return null
  const message = readMessage(value.message)
  return message?.from === 'bot' ? { type: 'answer', message } : null
}

export function readMessages(value: unknown): Message[] {
  return each(value, readMessage)
}

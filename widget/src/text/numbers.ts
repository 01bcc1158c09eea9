/** Amounts and dates as people of the page's language write them. */

// To make a formatter takes longer than to draw an answer, so each is made once, when it is needed.
const counts = once(() => new Intl.NumberFormat('en-US'))
const cents = once(() => new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }))
const clocks = once(() => new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' }))
const days = once(() => new Intl.DateTimeFormat([], { day: 'numeric', month: 'short' }))
const months = new Map<string, Intl.DateTimeFormat>()

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}

const SYMBOLS: Record<string, string> = {
  USD: '$',
  GBP: '£',
  EUR: '€',
  INR: '₹',
  CAD: 'CA$',
  AUD: 'A$',
  SGD: 'S$',
}

/** `$150,000`, or `€34.50` of a wage by the hour, which has cents. */
export function money(amount: number, currency = 'USD'): string {
  return `${symbolOf(currency)}${Number.isInteger(amount) ? count(amount) : cents().format(amount)}`
}

/** `$150k`, where there is little room. */
export function shortMoney(amount: number, currency = 'USD'): string {
  if (Math.abs(amount) < 10_000) return money(amount, currency)
  return `${symbolOf(currency)}${String(Math.round(amount / 100) / 10)}k`
}

function symbolOf(currency: string): string {
  return SYMBOLS[currency] ?? `${currency} `
}

export function count(amount: number): string {
  return counts().format(Math.round(amount))
}

export function clock(seconds: number): string {
  return clocks().format(seconds * 1000)
}

/** The time of today, the date before that. */
export function when(seconds: number): string {
  const date = new Date(seconds * 1000)
  const isToday = date.toDateString() === new Date().toDateString()
  return isToday ? clock(seconds) : `${days().format(date)}, ${clock(seconds)}`
}

/** `Aug 2025` of `2025-08-03`; a date that is none is left as it is. */
export function monthOf(date: string, lang: string): string {
  const [, year, month] = /^(\d{4})-(\d{2})/.exec(date) ?? []
  if (!year || !month) return date
  let format = months.get(lang)
  if (!format) months.set(lang, (format = monthsIn(lang)))
  return format.format(new Date(Number(year), Number(month) - 1))
}

function monthsIn(lang: string): Intl.DateTimeFormat {
  const form = { month: 'short', year: 'numeric' } as const
  try {
    return new Intl.DateTimeFormat(lang, form)
  } catch {
    return new Intl.DateTimeFormat('en', form) // what an owner wrote is no language
  }
}

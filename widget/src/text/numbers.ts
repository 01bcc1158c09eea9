/** Amounts and dates as people of the page's language write them. */

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })
const whole = new Intl.NumberFormat('en-US')

export function money(amount: number): string {
  return dollars.format(amount)
}

/** `$150k`, for the marks of an axis. */
export function shortMoney(amount: number): string {
  return amount === 0 ? '$0' : `$${whole.format(Math.round(amount / 1000))}k`
}

export function count(amount: number): string {
  return whole.format(amount)
}

export function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}

/** The time of today, the date before that. */
export function when(seconds: number): string {
  const date = new Date(seconds * 1000)
  const isToday = date.toDateString() === new Date().toDateString()
  return isToday ? clock(seconds) : `${date.toLocaleDateString([], { day: 'numeric', month: 'short' })}, ${clock(seconds)}`
}

/** Amounts and dates as people of the page's language write them. */

export function money(amount: number): string {
  return `$${count(amount)}`
}

/** `$150k`, for the marks of an axis. */
export function shortMoney(amount: number): string {
  return amount === 0 ? '$0' : `$${count(amount / 1000)}k`
}

export function count(amount: number): string {
  return Math.round(amount).toLocaleString('en-US')
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

/** The scale of a pay chart: from a round amount to a round amount, with a few marks between. */

import type { Bar } from '../connection/protocol'

export interface Scale {
  low: number
  high: number
  marks: number[]
}

/** Round steps, as parts of the power of ten below the highest amount: wages by the hour as well as by the year. */
const STEPS = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5]
const MOST_MARKS = 6

export function lowest(bar: Bar): number {
  return Math.min(...known(bar))
}

export function highest(bar: Bar): number {
  return Math.max(...known(bar))
}

/** What the box spans: the advertised range, else the middle half of wages. */
export function boxOf(bar: Bar): [number, number] | null {
  if (bar.low !== null && bar.high !== null) return [bar.low, bar.high]
  return bar.p25 !== null && bar.p75 !== null ? [bar.p25, bar.p75] : null
}

export function scaleOf(bars: readonly Bar[]): Scale {
  const from = Math.min(...bars.map(lowest))
  const to = Math.max(...bars.map(highest))
  const power = 10 ** Math.floor(Math.log10(Math.max(to, 1)))
  const sizes = STEPS.map((part) => part * power)
  const step = sizes.find((size) => steps(from, to, size) <= MOST_MARKS - 1) ?? (to - from) / (MOST_MARKS - 1)
  const low = Math.floor(from / step) * step
  const count = Math.max(1, steps(from, to, step))
  const marks = Array.from({ length: count + 1 }, (_, index) => low + index * step)
  return { low, high: low + count * step, marks }
}

/** Where an amount stands on the scale, in percent. */
export function position(scale: Scale, amount: number): number {
  return ((amount - scale.low) / (scale.high - scale.low)) * 100
}

function steps(from: number, to: number, size: number): number {
  return Math.ceil(to / size) - Math.floor(from / size)
}

function known(bar: Bar): number[] {
  const amounts = [bar.low, bar.p10, bar.p25, bar.median, bar.p75, bar.p90, bar.high]
  return amounts.filter((amount): amount is number => amount !== null)
}

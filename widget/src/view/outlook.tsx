/** The growth of a job beside that of all jobs, as two bars. */

import type { JSX } from 'preact'
import { useWidget } from './context'

export interface Growth {
  /** Percent over the span of the projection. */
  ofJob: number
  ofAll: number
}

/** Reads the two figures that the answer compares; the bars only show what its sentence says. */
export function growthOf(lead: string): Growth | null {
  const match = /([-−]?\d+(?:\.\d+)?)%[^%]*?\bagainst ([-−]?\d+(?:\.\d+)?)% for all/.exec(lead)
  if (!match?.[1] || !match[2]) return null
  const sign = /\b(shrink|fall|decline)/.test(lead.slice(0, match.index)) ? -1 : 1
  return { ofJob: sign * number(match[1]), ofAll: number(match[2]) }
}

const number = (text: string) => Number(text.replace('−', '-'))

export function Outlook({ growth }: { growth: Growth }): JSX.Element {
  const { strings } = useWidget()
  const most = Math.max(Math.abs(growth.ofJob), Math.abs(growth.ofAll), 1)
  const bars = [
    { label: strings.growth, value: growth.ofJob, kind: 'job' },
    { label: strings.allJobs, value: growth.ofAll, kind: 'all' },
  ]
  return (
    <div class="outlook" dir="ltr">
      {bars.map(({ label, value, kind }) => (
        <div class="outlook-row">
          <span>{label}</span>
          <span class="outlook-track">
            <span class={`outlook-bar ${kind}`} style={{ width: `${(Math.abs(value) / most) * 100}%` }} />
          </span>
          <span class="outlook-value">{`${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value)}%`}</span>
        </div>
      ))}
    </div>
  )
}

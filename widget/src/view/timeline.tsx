/** A way in: numbered steps with what each takes, and with what all of them take together. */

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { inline, type List } from '../text/markdown'
import { fill, type Strings } from '../words/words'
import { useWidget } from './context'

export interface Step {
  title: string
  /** As it is written, such as `3 to 6 months`. */
  duration: string
  text: string
}

const TOPICS = ['how_to_become', 'transition']
const STEP = /^\*\*(.+?)\*\*\s*(?:\(([^)]+)\))?\s*[:.]?\s*([\s\S]*)$/
const DURATION = /^(?:about )?(\d+)(?:\s*(?:to|–|-)\s*(\d+))? (week|month|year)s?$/
const MONTHS: Record<string, number> = { week: 1 / 4.35, month: 1, year: 12 }
/** A longer list is folded behind these. */
const SHOWN = 4

/** The steps that a list of a way in tells, or nothing when it is another list. */
export function stepsOf(list: List, topic: string): Step[] | null {
  if (!TOPICS.includes(topic)) return null
  const steps = list.items.map((item): Step => {
    const [, title, duration, text] = STEP.exec(item) ?? []
    return title ? { title, duration: duration ?? '', text: text ?? '' } : { title: '', duration: '', text: item }
  })
  return steps.length > 1 && steps[0]?.title ? steps : null
}

export function Timeline({ steps }: { steps: Step[] }): JSX.Element {
  const { strings } = useWidget()
  const [isWhole, setWhole] = useState(steps.length <= SHOWN + 1)
  const total = totalOf(steps, strings)
  return (
    <>
      <ol class="timeline">
        {steps.slice(0, isWhole ? undefined : SHOWN).map(({ title, duration, text }) => (
          <li class={title ? '' : 'open'}>
            {title && (
              <span class="rung">
                <strong>{inline(title)}</strong> {duration && <span class="years">{duration}</span>}
              </span>
            )}
            <span>{inline(text)}</span>
          </li>
        ))}
      </ol>
      {!isWhole && (
        <button type="button" class="more" onClick={() => setWhole(true)}>
          {fill(strings.showAll, { count: steps.length })}
        </button>
      )}
      {total && <p class="total">{total}</p>}
    </>
  )
}

/** The sum of the durations, when every step names one; the last, which is often to apply, may lack it. */
export function totalOf(steps: readonly Step[], strings: Strings): string {
  let [low, high] = [0, 0]
  const isWhole = Boolean(steps.at(-1)?.duration)
  for (const { duration } of isWhole ? steps : steps.slice(0, -1)) {
    const [, from, to, unit] = DURATION.exec(duration) ?? []
    const months = MONTHS[unit ?? '']
    if (!from || !months) return ''
    low += Number(from) * months
    high += Number(to ?? from) * months
  }
  const isLong = low >= 24
  const [least, most] = [low, high].map((months) => Math.round(isLong ? months / 12 : months))
  if (!least || !most) return ''
  const unit = isLong ? (most === 1 ? strings.year : strings.years) : most === 1 ? strings.month : strings.months
  const duration = `${least === most ? least : fill(strings.range, { low: least, high: most })} ${unit}`
  return fill(isWhole ? strings.total : strings.totalUntil, { duration })
}

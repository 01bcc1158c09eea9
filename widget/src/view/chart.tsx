/** Pay as ranges on one scale: the middle half as a box, the median as a line, the rest as a whisker. */

import type { JSX } from 'preact'
import type { Bar, Chart, Source } from '../connection/protocol'
import { count, money, monthOf, shortMoney } from '../text/numbers'
import { fill, languageOf, type Strings } from '../words/words'
import { useWidget } from './context'
import { boxOf, highest, lowest, position, scaleOf, type Scale } from './scale'

interface ChartProps {
  chart: Chart
  sources: Source[]
  /** The figure stands above the sentence that says it, the ranges below. */
  part: 'figure' | 'ranges'
}

export function SalaryChart({ chart, sources, part }: ChartProps): JSX.Element | null {
  const { strings, settings } = useWidget()
  const [first] = chart.bars
  const isAlone = chart.bars.length === 1
  // A source that all bars share stands once, below them.
  const isShared = !isAlone && new Set(chart.bars.map((bar) => bar.source)).size === 1
  const named = (bar?: Bar) => (bar ? sourceOf(bar, sources, languageOf(settings.lang)) : '')
  if (part === 'figure') return first && isAlone ? <Figure bar={first} unit={chart.unit} /> : null
  const scale = scaleOf(chart.bars)
  const currency = currencyOf(chart.unit)
  const higher = [...chart.bars].sort((one, other) => other.median - one.median)[0]
  return (
    <figure class="chart" dir="ltr">
      <div role="img" aria-label={describe(chart, strings)}>
        <div aria-hidden="true">
          {chart.bars.map((bar) => (
            <Range
              bar={bar}
              scale={scale}
              currency={currency}
              source={isShared ? '' : named(bar)}
              isAlone={isAlone}
              more={bar === higher ? moreOf(chart, strings) : ''}
            />
          ))}
          <Axis scale={scale} currency={currency} />
          <Legend
            unit={chart.unit}
            hasWhiskers={chart.bars.some((bar) => bar.p10 !== null)}
            box={boxName(chart, strings)}
            source={isShared ? named(first) : ''}
          />
        </div>
      </div>
      <details class="fold">
        <summary>{strings.figures}</summary>
        <Figures chart={chart} sources={sources} />
      </details>
    </figure>
  )
}

/** What was asked for, before anything else. */
function Figure({ bar, unit }: { bar: Bar; unit: string }): JSX.Element {
  const { strings } = useWidget()
  const currency = currencyOf(unit)
  return (
    <p class="figure" aria-hidden="true">
      <span class="amount">
        {isRange(bar)
          ? `${money(bar.low ?? 0, currency)} – ${money(bar.high ?? 0, currency)}`
          : money(bar.median, currency)}
      </span>
      <span>
        {isRange(bar) ? strings.offered : strings.median}, {unit}
      </span>
    </p>
  )
}

/** `GBP` of `GBP a year`. */
function currencyOf(unit: string): string {
  return unit.split(' ', 1)[0] || 'USD'
}

function isRange(bar: Bar): boolean {
  return bar.low !== null && bar.high !== null
}

interface RangeProps {
  bar: Bar
  scale: Scale
  currency: string
  /** Empty where it stands elsewhere. */
  source: string
  isAlone: boolean
  /** By how much it is above the other. */
  more: string
}

function Range({ bar, scale, currency, source, isAlone, more }: RangeProps): JSX.Element {
  const { strings } = useWidget()
  const at = (amount: number) => `${position(scale, amount).toFixed(2)}%`
  const width = (from: number, to: number) => `${(position(scale, to) - position(scale, from)).toFixed(2)}%`
  const low = bar.p10 ?? lowest(bar)
  const high = bar.p90 ?? highest(bar)
  const box = boxOf(bar)
  return (
    <div class="range">
      <div class="range-head">
        <span class="range-label">{bar.label}</span>
        {!isAlone && <span class="range-median">{money(bar.median, currency)}</span>}
      </div>
      <p class="range-note">
        {more && <span class="range-change">{more}</span>}
        {[
          box ? `${shortMoney(box[0], currency)} – ${shortMoney(box[1], currency)}` : '',
          bar.n === null ? '' : fill(strings.postings, { count: count(bar.n) }),
          source,
        ]
          .filter(Boolean)
          .map((part) => (
            <span>{part}</span>
          ))}
      </p>
      <div class="track">
        {scale.marks.map((mark) => (
          <span class="grid" style={{ left: at(mark) }} />
        ))}
        <span class="whisker" style={{ left: at(low), width: width(low, high) }} />
        {box && <span class="box" style={{ left: at(box[0]), width: width(box[0], box[1]) }} />}
        <span class="median" style={{ left: at(bar.median) }} />
      </div>
    </div>
  )
}

function Axis({ scale, currency }: { scale: Scale; currency: string }): JSX.Element {
  return (
    <div class="axis">
      {scale.marks.map((mark) => (
        <span style={{ left: `${position(scale, mark)}%` }}>{shortMoney(mark, currency)}</span>
      ))}
    </div>
  )
}

/** A difference never stands without its interval. */
function moreOf({ difference }: Chart, strings: Strings): string {
  if (!difference) return ''
  const { percent, ...ends } = difference
  return `+${percent}% (${fill(strings.range, ends)}%)`
}

/** What the boxes of a chart are; its bars are all of one measure. */
function boxName(chart: Chart, strings: Strings): string {
  return chart.bars.every(isRange) ? strings.offered : strings.middleHalf
}

interface LegendProps {
  unit: string
  hasWhiskers: boolean
  box: string
  source: string
}

function Legend({ unit, hasWhiskers, box, source }: LegendProps): JSX.Element {
  const { strings } = useWidget()
  return (
    <div class="legend">
      <span class="key-median">{strings.median}</span>
      <span class="key-box">{box}</span>
      {hasWhiskers && <span class="key-whisker">{strings.mostPay}</span>}
      <span class="unit">{unit}</span>
      {source && <span class="unit">{source}</span>}
    </div>
  )
}

function Figures({ chart, sources }: { chart: Chart; sources: Source[] }): JSX.Element {
  const { strings } = useWidget()
  const currency = currencyOf(chart.unit)
  const range = (low: number | null, high: number | null) =>
    low === null || high === null ? strings.unknownFigure : `${money(low, currency)} – ${money(high, currency)}`
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={strings.chartRole}>
      <table>
        <thead>
          <tr>
            <th scope="col">{chart.unit}</th>
            <th scope="col">{strings.median}</th>
            <th scope="col">{boxName(chart, strings)}</th>
            <th scope="col">{strings.mostPay}</th>
            <th scope="col">{strings.sample}</th>
            <th scope="col">{strings.source}</th>
          </tr>
        </thead>
        <tbody>
          {chart.bars.map((bar) => (
            <tr>
              <th scope="row">{bar.label}</th>
              <td>{money(bar.median, currency)}</td>
              <td>{range(boxOf(bar)?.[0] ?? null, boxOf(bar)?.[1] ?? null)}</td>
              <td>{range(bar.p10, bar.p90)}</td>
              <td>{bar.n === null ? strings.unknownFigure : count(bar.n)}</td>
              <td>{sourceOf(bar, sources)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The chart in one sentence for each bar. */
export function describe(chart: Chart, strings: Strings): string {
  const currency = currencyOf(chart.unit)
  const bars = chart.bars.map((bar) => {
    const parts = [`${bar.label}: ${strings.median.toLowerCase()} ${money(bar.median, currency)}`]
    const box = boxOf(bar)
    if (box) {
      const range = fill(strings.range, {
        low: money(box[0], currency),
        high: money(box[1], currency),
      })
      parts.push(`${(isRange(bar) ? strings.offered : strings.middleHalf).toLowerCase()} ${range}`)
    }
    if (bar.n !== null) parts.push(fill(strings.postings, { count: count(bar.n) }))
    return `${parts.join(', ')}.`
  })
  return `${strings.chartRole}, ${chart.unit}. ${bars.join(' ')}`
}

/** @param lang of a month, where there is room for no more of the date */
function sourceOf(bar: Bar, sources: readonly Source[], lang?: string): string {
  const source = sources.find(({ id }) => id === bar.source)
  if (!source) return bar.source
  return [source.publisher, lang ? monthOf(source.date, lang) : source.date].filter(Boolean).join(', ')
}

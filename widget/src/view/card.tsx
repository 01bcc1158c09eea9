/** An answer drawn from its card: the sentence that answers, then chart, table, text, caveats and sources. */

import type { JSX } from 'preact'
import type { BotMessage, Card, Source, Table } from '../connection/protocol'
import { fill } from '../strings'
import { isSafeAddress, Link, Markdown } from '../text/markdown'
import { SalaryChart } from './chart'
import { useWidget } from './context'

export function Answer({ message }: { message: BotMessage }): JSX.Element {
  if (!message.card) return <Markdown text={message.text} />
  return <CardView card={message.card} />
}

function CardView({ card }: { card: Card }): JSX.Element {
  return (
    <>
      {card.title && <h3>{card.title}</h3>}
      <p class="lead">{card.lead}</p>
      {card.chart && <SalaryChart chart={card.chart} sources={card.sources} />}
      {card.table && <Comparison table={card.table} />}
      {card.body && <Markdown text={card.body} />}
      {card.notes.length > 0 && (
        <ul class="notes">
          {card.notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      )}
      {card.sources.length > 0 && <Sources sources={card.sources} />}
    </>
  )
}

function Comparison({ table }: { table: Table }): JSX.Element {
  const { strings } = useWidget()
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={strings.table}>
      <table class="comparison" style={{ '--columns': table.columns.length - 1 }}>
        <thead>
          <tr>
            {table.columns.map((column) => (column ? <th scope="col">{column}</th> : <td />))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([head, ...cells]) => (
            <tr>
              <th scope="row">{head}</th>
              {cells.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Sources({ sources }: { sources: Source[] }): JSX.Element {
  const { strings } = useWidget()
  const [first] = sources
  const newest = sources.map(({ date }) => date).sort().at(-1) ?? ''
  const title =
    sources.length === 1 && first
      ? `${strings.source}: ${[first.publisher, first.date].filter(Boolean).join(', ')}`
      : `${fill(strings.sources, { count: sources.length })}, ${fill(strings.newest, { date: newest })}`
  return (
    <details class="fold sources">
      <summary>{title}</summary>
      <ul>
        {sources.map((source) => (
          <li>
            {source.url && isSafeAddress(source.url) ? <Link href={source.url}>{source.title}</Link> : source.title}
            <small>
              {[source.publisher, source.date, source.licence && fill(strings.licence, { licence: source.licence })]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </details>
  )
}

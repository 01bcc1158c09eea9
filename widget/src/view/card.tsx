/** An answer drawn from its card: the line that answers, then chart, table or steps, text, caveats and sources. */

import type { JSX } from 'preact'
import type { BotMessage, Card } from '../connection/protocol'
import { blocksOf, drawBlock, inline, Markdown } from '../text/markdown'
import { SalaryChart } from './chart'
import { Comparison, Ladder } from './comparison'
import { Outlook } from './outlook'
import { Sources } from './sources'
import { stepsOf, Timeline } from './timeline'

/** So long may the line be that stands out; more of it would not. */
const MOST_OF_LINE = 90
/** Before a comma stands at least so much; a shorter part is no answer. */
const LEAST_OF_LINE = 24

export function Answer({ message }: { message: BotMessage }): JSX.Element {
  if (!message.card) {
    return (
      <div dir="auto">
        <Markdown text={message.text} />
      </div>
    )
  }
  return <CardView card={message.card} />
}

function CardView({ card }: { card: Card }): JSX.Element {
  const [line, rest] = lineOf(card.lead)
  return (
    <div dir="auto">
      {card.title && <h3>{card.title}</h3>}
      {card.chart && <SalaryChart chart={card.chart} sources={card.sources} part="figure" />}
      <p class="lead">
        {line && <strong>{inline(line)}</strong>}
        {line && rest ? ' ' : ''}
        {inline(rest)}
      </p>
      {card.chart && <SalaryChart chart={card.chart} sources={card.sources} part="ranges" />}
      {card.growth && <Outlook growth={card.growth} />}
      {card.table && (card.topic === 'career_ladder' ? <Ladder table={card.table} /> : <Comparison table={card.table} />)}
      {card.body && <Body card={card} />}
      {card.notes.length > 0 && (
        <ul class="notes">
          {card.notes.map((note) => (
            <li>{inline(note)}</li>
          ))}
        </ul>
      )}
      {card.sources.length > 0 && <Sources sources={card.sources} />}
    </div>
  )
}

function Body({ card }: { card: Card }): JSX.Element {
  return (
    <>
      {blocksOf(card.body).map((block) => {
        const steps = block.kind === 'list' ? stepsOf(block, card.topic) : null
        return steps ? <Timeline steps={steps} /> : drawBlock(block)
      })}
    </>
  )
}

/** Splits a lead into one line that answers and the rest; no line is longer than a reader takes in at once. */
export function lineOf(lead: string): [line: string, rest: string] {
  const sentence = /^.*?[.!?](?=\s+[A-Z“"'(]|$)/s.exec(lead)?.[0] ?? lead
  if (sentence.length <= MOST_OF_LINE) return [sentence, lead.slice(sentence.length).trim()]
  // A long sentence stands out up to a pause in it.
  const pause = [...sentence.slice(0, MOST_OF_LINE).matchAll(/[,;:](?=\s)|\s(?=\()/g)]
    .filter(({ 0: sign, index }) => (index >= LEAST_OF_LINE || sign === ':') && isOutside(sentence.slice(0, index)))
    .at(-1)
  if (!pause) return ['', lead]
  return [lead.slice(0, pause.index + 1).trim(), lead.slice(pause.index + 1).trim()]
}

/** Whether a text leaves no bracket open. */
function isOutside(text: string): boolean {
  return text.split('(').length === text.split(')').length
}

/** What a screen reader says of new messages, apart from the transcript that is seen. */

import type { JSX } from 'preact'
import type { BotMessage } from '../connection/protocol'
import type { Strings } from '../words/words'
import { plain } from '../text/markdown'
import { describe } from './chart'

export interface Spoken {
  id: number
  text: string
}

export function LiveRegion({ spoken }: { spoken: readonly Spoken[] }): JSX.Element {
  return (
    <div class="sr-only" role="log" aria-live="polite" aria-relevant="additions">
      {spoken.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  )
}

/** An answer in words: what it says, what is drawn, what can be asked next. */
export function inWords(message: BotMessage, strings: Strings): string {
  const { card } = message
  const parts = card
    ? [card.lead, card.chart ? describe(card.chart, strings) : '', plain(card.body)]
    : [plain(message.text)]
  if (card?.table) parts.push(`${strings.table}: ${card.table.columns.filter(Boolean).join(', ')}.`)
  if (message.suggestions.length) {
    parts.push(`${strings.suggestions}: ${message.suggestions.map(({ title }) => title).join('; ')}`)
  }
  return `${strings.bot}: ${parts.filter(Boolean).join(' ')}`
}

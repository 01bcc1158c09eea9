/** One entry of the transcript. */

import type { JSX } from 'preact'
import type { BotMessage, Divider, Progress } from '../connection/protocol'
import type { Item, Own } from '../conversation/items'
import { when } from '../text/numbers'
import { fill } from '../words/words'
import { AnswerActions } from './actions'
import { Answer } from './card'
import { useWidget } from './context'
import { Failure } from './failure'
import { Again } from './icons'

export function Entry({ item }: { item: Item }): JSX.Element {
  if (item.from === 'divider') return <DividerLine divider={item} />
  return item.from === 'bot' ? <BotEntry message={item} /> : <OwnEntry own={item} />
}

function BotEntry({ message }: { message: BotMessage }): JSX.Element {
  const { strings } = useWidget()
  return (
    <li class="entry bot" data-id={message.id}>
      <article tabIndex={-1} aria-label={strings.bot}>
        <div class={message.card ? 'bubble card' : 'bubble'}>
          {message.progress && <Step {...message.progress} />}
          <Answer message={message} />
          <div class="foot">
            <AnswerActions message={message} />
            <Time at={message.at} />
          </div>
        </div>
      </article>
    </li>
  )
}

/** Where in a form a question stands. */
function Step({ step, of }: Progress): JSX.Element {
  const { strings } = useWidget()
  return (
    <div class="progress">
      <span class="progress-steps" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <i class={index < step ? 'done' : ''} />
        ))}
      </span>
      {fill(strings.progress, { step, of })}
    </div>
  )
}

function OwnEntry({ own }: { own: Own }): JSX.Element {
  const { strings, conversation } = useWidget()
  return (
    <li class={`entry own ${own.state}`} data-id={own.id}>
      <article tabIndex={-1} aria-label={strings.person}>
        <div class="bubble" dir="auto">
          {own.text}
        </div>
        {own.state === 'failed' && own.failure ? (
          <div class="failure">
            <Failure refusal={own.failure} />
            <button type="button" class="retry" onClick={() => conversation.retry(own.id)}>
              <Again />
              {strings.retry}
            </button>
            <button type="button" class="discard" onClick={() => conversation.discard(own.id)}>
              {strings.discard}
            </button>
          </div>
        ) : (
          <Time at={own.at} />
        )}
      </article>
    </li>
  )
}

function DividerLine({ divider }: { divider: Divider }): JSX.Element {
  const { strings } = useWidget()
  return (
    <li class="entry divider" data-id={divider.id}>
      <span>
        {strings.divider} · {when(divider.at)}
      </span>
    </li>
  )
}

function Time({ at }: { at: number }): JSX.Element {
  return <time dateTime={new Date(at * 1000).toISOString()}>{when(at)}</time>
}

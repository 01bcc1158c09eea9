/** One entry of the transcript. */

import type { JSX } from 'preact'
import type { BotMessage, Divider } from '../connection/protocol'
import type { Item, Own } from '../conversation/items'
import { when } from '../text/numbers'
import { AnswerActions } from './actions'
import { Answer } from './card'
import { useWidget } from './context'
import { sentence } from './failure'
import { Again, Alert } from './icons'

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

function OwnEntry({ own }: { own: Own }): JSX.Element {
  const { strings, conversation } = useWidget()
  return (
    <li class={`entry own ${own.state}`} data-id={own.id}>
      <article tabIndex={-1} aria-label={strings.person}>
        <div class="bubble">{own.text}</div>
        {own.state === 'failed' && own.failure ? (
          <div class="failure">
            <p>
              <Alert />
              {sentence(own.failure, strings)}
            </p>
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

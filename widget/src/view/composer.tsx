/** Where a question is typed. */

import type { JSX } from 'preact'
import type { Ref } from 'preact'
import { useState } from 'preact/hooks'
import { fill } from '../strings'
import { useWidget } from './context'
import { MOST_CHARACTERS } from './failure'
import { Send } from './icons'

/** From here on the person is told how much room is left. */
const NEAR_THE_LIMIT = 800

interface ComposerProps {
  field: Ref<HTMLTextAreaElement>
}

export function Composer({ field }: ComposerProps): JSX.Element {
  const { strings, conversation } = useWidget()
  const [text, setText] = useState('')
  const length = [...text].length
  const isTooLong = length > MOST_CHARACTERS
  const canSend = text.trim().length > 0 && !isTooLong

  const submit = (event?: Event) => {
    event?.preventDefault()
    if (!canSend) return
    conversation.send(text.trim())
    setText('')
  }
  const noteKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
  }
  return (
    <form class="composer" onSubmit={submit}>
      <div class={isTooLong ? 'field too-long' : 'field'}>
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={strings.placeholder}
          aria-label={strings.placeholder}
          aria-describedby="room"
          aria-invalid={isTooLong}
          enterkeyhint="send"
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={noteKey}
        />
        <button type="submit" class="send" aria-label={strings.send} title={strings.send} aria-disabled={!canSend}>
          <Send />
        </button>
      </div>
      <p id="room" class={isTooLong ? 'room error' : 'room'} aria-live={isTooLong ? 'polite' : 'off'}>
        {isTooLong
          ? fill(strings.error_too_long, { limit: MOST_CHARACTERS.toLocaleString('en-US') })
          : length > NEAR_THE_LIMIT
            ? fill(strings.charactersLeft, { count: MOST_CHARACTERS - length })
            : strings.footnote}
      </p>
    </form>
  )
}

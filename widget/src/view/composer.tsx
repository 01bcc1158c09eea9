/** Where a question is typed. */

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isComposing } from '../keys'
import { isSafeAddress, Link } from '../text/markdown'
import { fill } from '../words/words'
import { useWidget } from './context'
import { MOST_CHARACTERS } from './failure'
import { Send } from './icons'

/** From here on the person is told how much room is left. */
const NEAR_THE_LIMIT = 800

export function Composer({ label }: { label: string }): JSX.Element {
  const { strings, conversation, keeper } = useWidget()
  const [text, setText] = useState(() => keeper.stance().draft)
  const length = [...text].length
  const isTooLong = length > MOST_CHARACTERS
  const canSend = text.trim().length > 0 && !isTooLong

  const change = (draft: string) => {
    setText(draft)
    keeper.keepStance({ draft })
  }
  const submit = (event?: Event) => {
    event?.preventDefault()
    if (!canSend) return
    conversation.send(text.trim())
    change('')
  }
  const noteKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !isComposing(event)) submit(event)
  }
  return (
    <form class="composer" onSubmit={submit}>
      <div class={isTooLong ? 'field too-long' : 'field'}>
        <textarea
          rows={1}
          value={text}
          dir="auto"
          placeholder={label}
          aria-label={label}
          aria-describedby="room"
          aria-invalid={isTooLong}
          enterkeyhint="send"
          onInput={({ currentTarget }) => {
            change(currentTarget.value)
            grow(currentTarget)
          }}
          onKeyDown={noteKey}
        />
        <button type="submit" class="send" aria-label={strings.send} title={strings.send} aria-disabled={!canSend}>
          <Send />
        </button>
      </div>
      <p id="room" class={isTooLong ? 'room error' : 'room'} aria-live={isTooLong ? 'polite' : 'off'}>
        {isTooLong ? (
          fill(strings.error_too_long, { limit: MOST_CHARACTERS.toLocaleString('en-US') })
        ) : length > NEAR_THE_LIMIT ? (
          fill(strings.charactersLeft, { count: MOST_CHARACTERS - length })
        ) : (
          <Footnote />
        )}
      </p>
    </form>
  )
}

/** Makes the field as high as its text, where the browser does not by itself. */
function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}

/** What a visitor should know before asking; an owner's own line of consent takes its place. */
function Footnote(): JSX.Element {
  const { strings, settings } = useWidget()
  const { consent, consentLink } = settings
  return (
    <>
      {consent || strings.footnote}
      {consentLink && isSafeAddress(consentLink) && (
        <>
          {' '}
          <Link href={consentLink}>{strings.consentLink}</Link>
        </>
      )}
    </>
  )
}

/** What can be done with an answer: rate it, copy it. */

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { BotMessage, Rating } from '../connection/protocol'
import { useWidget } from './context'
import { Check, Copy, DownThumb, Up } from './icons'

const COPIED_MILLISECONDS = 2000

export function AnswerActions({ message }: { message: BotMessage }): JSX.Element {
  return (
    <div class="actions">
      {message.feedback && <Thumbs message={message} />}
      <CopyButton text={message.text} />
      {message.feedback?.thanks && <span class="thanks">{message.feedback.thanks}</span>}
    </div>
  )
}

function Thumbs({ message }: { message: BotMessage }): JSX.Element {
  const { strings } = useWidget()
  return (
    <>
      <Thumb message={message} rating="helpful" label={strings.helpful} />
      <Thumb message={message} rating="not_helpful" label={strings.notHelpful} />
    </>
  )
}

function Thumb({ message, rating, label }: { message: BotMessage; rating: Rating; label: string }): JSX.Element {
  const { conversation } = useWidget()
  const isGiven = message.feedback?.given === rating
  const rate = () => {
    if (!isGiven) void conversation.rate(message.id, rating)
  }
  return (
    <button type="button" class="small" aria-label={label} title={label} aria-pressed={isGiven} onClick={rate}>
      {rating === 'helpful' ? <Up /> : <DownThumb />}
    </button>
  )
}

function CopyButton({ text }: { text: string }): JSX.Element {
  const { strings, announce } = useWidget()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      return // the browser does not let this page use the clipboard
    }
    setCopied(true)
    announce(strings.copied)
    setTimeout(() => setCopied(false), COPIED_MILLISECONDS)
  }
  const label = isCopied ? strings.copied : strings.copy
  return (
    <button type="button" class="small" aria-label={label} title={label} onClick={() => void copy()}>
      {isCopied ? <Check /> : <Copy />}
    </button>
  )
}

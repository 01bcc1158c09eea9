/** A refusal of the server as a sentence for the person, which counts down where it has to be waited for. */

import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Refusal } from '../connection/protocol'
import { english, fill, type Strings } from '../words/words'
import { useWidget } from './context'
import { Alert } from './icons'

export const MOST_CHARACTERS = 1000
const DEFAULT_WAIT = 60

export function sentence(refusal: Refusal, strings: Strings, now = Date.now()): string {
  const key = `error_${refusal.code}`
  if (!(key in english)) return refusal.message || strings.error_unavailable
  const seconds = refusal.until === null ? DEFAULT_WAIT : Math.ceil((refusal.until - now) / 1000)
  if (refusal.code === 'too_many_messages' && seconds <= 0) return strings.error_now
  return fill(strings[key as keyof Strings], { seconds, limit: MOST_CHARACTERS.toLocaleString('en-US') })
}

export function Failure({ refusal }: { refusal: Refusal }): JSX.Element {
  const { strings, announce } = useWidget()
  const [now, setNow] = useState(Date.now)
  const waits = refusal.code === 'too_many_messages' && refusal.until !== null && refusal.until > now

  useEffect(() => {
    if (!waits) return
    const timer = setInterval(() => {
      setNow(Date.now())
      if ((refusal.until ?? 0) <= Date.now()) announce(strings.error_now)
    }, 1000)
    return () => clearInterval(timer)
  }, [waits, refusal])

  return (
    <p>
      <Alert />
      <span>{sentence(refusal, strings, now)}</span>
    </p>
  )
}

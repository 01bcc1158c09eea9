/** The widget as it is seen: a launcher, and the panel that it opens. */

import type { JSX } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { BotMessage, Refusal } from '../connection/protocol'
import type { Conversation } from '../conversation/conversation'
import type { Strings } from '../strings'
import { Composer } from './composer'
import { useConversation, WidgetContext } from './context'
import { sentence } from './failure'
import { Header } from './header'
import { Speech } from './icons'
import { inWords, LiveRegion, type Spoken } from './live-region'
import { Transcript } from './transcript'

/** A screen reader has read older announcements; they would only be in the way. */
const MOST_SPOKEN = 4
const PHONE = '(max-width: 480px), (max-height: 420px)'

interface AppProps {
  conversation: Conversation
  strings: Strings
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
}

export function App({ conversation, strings, isOpen, setOpen }: AppProps): JSX.Element {
  const launcher = useRef<HTMLButtonElement>(null)
  const [unread, setUnread] = useState(0)
  const [spoken, setSpoken] = useState<Spoken[]>([])
  const wasOpen = useRef(isOpen)
  const openNow = useRef(isOpen)
  openNow.current = isOpen

  const announce = useCallback((text: string) => {
    setSpoken((before) => [...before.slice(1 - MOST_SPOKEN), { id: (before.at(-1)?.id ?? 0) + 1, text }])
  }, [])

  useEffect(() => {
    const noteAnswer = (message: BotMessage) => {
      announce(inWords(message, strings))
      if (!openNow.current) setUnread((count) => count + 1)
    }
    const noteFailure = (refusal: Refusal) => announce(sentence(refusal, strings))
    const stops = [
      listen(conversation, 'answer', noteAnswer),
      listen(conversation, 'failure', noteFailure),
      listen(conversation, 'say', announce),
    ]
    return () => stops.forEach((stop) => stop())
  }, [conversation, strings, announce])

  useEffect(() => {
    if (isOpen) setUnread(0)
    if (wasOpen.current && !isOpen) launcher.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])

  return (
    <WidgetContext.Provider value={{ strings, conversation, announce }}>
      <LiveRegion spoken={spoken} />
      {isOpen ? (
        <Panel conversation={conversation} close={() => setOpen(false)} />
      ) : (
        <button
          type="button"
          class="launcher"
          ref={launcher}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <Speech />
          <span class="launcher-text">{strings.launcher}</span>
          {unread > 0 && (
            <span class="badge">
              {unread} <span class="sr-only">{strings.unread}</span>
            </span>
          )}
        </button>
      )}
    </WidgetContext.Provider>
  )
}

function Panel({ conversation, close }: { conversation: Conversation; close: () => void }): JSX.Element {
  const state = useConversation(conversation)
  const panel = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [isWide, setWide] = useState(false)
  const isPhone = useMedia(PHONE)

  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), [])

  const noteKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    if (event.key === 'Tab' && isPhone && panel.current) keepFocus(event, panel.current)
  }
  return (
    <div
      class={isWide ? 'panel wide' : 'panel'}
      ref={panel}
      role="dialog"
      aria-modal={isPhone}
      aria-labelledby="title"
      onKeyDown={noteKey}
    >
      <Header
        isWide={isWide}
        hasMessages={state.items.length > 0}
        toggleWide={() => setWide(!isWide)}
        close={close}
      />
      <Transcript state={state} />
      <Composer field={field} />
    </div>
  )
}

/** Hears an event of the conversation; returns what ends that. */
function listen<Detail>(from: EventTarget, name: string, hear: (detail: Detail) => void): () => void {
  const heard = (event: Event) => hear((event as CustomEvent<Detail>).detail)
  from.addEventListener(name, heard)
  return () => from.removeEventListener(name, heard)
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const update = () => setMatches(media.matches)
    media.addEventListener('change', update)
    return () => media.removeEventListener('change', update)
  }, [query])
  return matches
}

/** On a phone the panel covers the page, so Tab goes round within it. */
function keepFocus(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [...panel.querySelectorAll<HTMLElement>('button, textarea, a[href], summary, [tabindex="0"]')]
  const active = (panel.getRootNode() as ShadowRoot).activeElement
  const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  if (active !== edge) return
  event.preventDefault()
  other?.focus()
}

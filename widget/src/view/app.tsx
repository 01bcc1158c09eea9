/** The widget as it is seen: a launcher, and the panel that it opens. */

import type { JSX } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { BotMessage, Refusal } from '../connection/protocol'
import type { Settings } from '../settings'
import type { Shared } from '../shared'
import { languageOf, type Strings } from '../words/words'
import { Composer } from './composer'
import { useConversation, useWidget, WidgetContext } from './context'
import { Failure, sentence } from './failure'
import { activeIn, homeOf, keepTab, useKeptFocus, useStillPage } from './focus'
import { Header } from './header'
import { Launcher } from './launcher'
import { inWords, LiveRegion, type Spoken } from './live-region'
import { Transcript } from './transcript'

/** A screen reader has read older announcements; they would only be in the way. */
const MOST_SPOKEN = 4
const PHONE = '(max-width: 480px), (max-height: 420px)'

interface AppProps {
  shared: Shared
  settings: Settings
  strings: Strings
  isOpen: boolean
  /** How often the panel was asked for. */
  asked: number
  setOpen: (isOpen: boolean) => void
  emit: (name: string, detail: unknown) => void
}

export function App({ shared, settings, strings, isOpen, asked, setOpen, emit }: AppProps): JSX.Element {
  const { conversation, keeper } = shared
  const launcher = useRef<HTMLButtonElement>(null)
  const [unread, setUnread] = useState(0)
  const [spoken, setSpoken] = useState<Spoken[]>([])
  const openNow = useRef(isOpen)
  openNow.current = isOpen
  /** What had the focus in the page when the panel was opened, and whether the panel had it at its end. */
  const cameFrom = useRef<Element | null>(null)
  const hadFocus = useRef(false)

  const announce = useCallback((text: string) => {
    setSpoken((before) => [...before.slice(1 - MOST_SPOKEN), { id: (before.at(-1)?.id ?? 0) + 1, text }])
  }, [])

  useEffect(() => {
    const noteAnswer = (message: BotMessage) => {
      announce(inWords(message, strings))
      if (!openNow.current) setUnread((count) => count + 1)
    }
    const noteFailure = ({ refusal, what }: { refusal: Refusal; what: string }) => {
      announce(what === 'history' && refusal.code !== 'origin_not_allowed' ? strings.error_history : sentence(refusal, strings))
    }
    const stops = [
      listen(conversation, 'answer', noteAnswer),
      listen(conversation, 'failure', noteFailure),
      listen(conversation, 'say', announce),
    ]
    return () => stops.forEach((stop) => stop())
  }, [conversation, strings, announce])

  useEffect(() => {
    if (isOpen) {
      setUnread(0)
      return
    }
    if (!hadFocus.current) return
    hadFocus.current = false
    const from = cameFrom.current
    if (from instanceof HTMLElement && from.isConnected) from.focus()
    else launcher.current?.focus()
    cameFrom.current = null
  }, [isOpen])

  // All that is drawn looks at this object, and is drawn again with it.
  const widget = useMemo(
    () => ({ strings, settings, conversation, keeper, announce, emit }),
    [strings, settings, conversation, keeper, announce],
  )
  return (
    <WidgetContext.Provider value={widget}>
      <LiveRegion spoken={spoken} />
      {isOpen ? (
        <Panel
          asked={asked}
          opened={(from) => (cameFrom.current = from)}
          closed={(had) => (hadFocus.current = had)}
          close={() => setOpen(false)}
        />
      ) : (
        <Launcher button={launcher} unread={unread} open={() => setOpen(true)} />
      )}
    </WidgetContext.Provider>
  )
}

interface PanelProps {
  asked: number
  /** Told what had the focus before the panel took it. */
  opened: (from: Element | null) => void
  /** Told whether the panel had the focus when it was closed. */
  closed: (hadFocus: boolean) => void
  close: () => void
}

function Panel({ asked, opened, closed, close }: PanelProps): JSX.Element {
  const { conversation, keeper, settings, strings } = useWidget()
  const state = useConversation(conversation)
  const panel = useRef<HTMLDivElement>(null)
  const [isWide, setWide] = useState(() => keeper.stance().isWide)
  const floats = settings.mode === 'float'
  const isPhone = useMedia(PHONE) && floats
  useKeptFocus(panel)
  useStillPage(panel, settings.mode !== 'inline')

  useLayoutEffect(() => {
    if (!asked || activeIn(panel.current)) return
    const root = panel.current?.getRootNode()
    const { activeElement } = document
    const isOfPage = activeElement !== document.body && root instanceof ShadowRoot && activeElement !== root.host
    opened(isOfPage ? activeElement : null)
    homeOf(panel.current)?.focus({ preventScroll: true })
  }, [asked])
  useLayoutEffect(() => () => closed(Boolean(activeIn(panel.current))), [])

  const noteKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && floats && !event.isComposing && event.keyCode !== 229) close()
    if (event.key === 'Tab' && isPhone && panel.current) keepTab(event, panel.current)
  }
  const toggleWide = () => {
    keeper.keepStance({ isWide: !isWide })
    setWide(!isWide)
  }
  return (
    <div
      class={isWide && floats ? 'panel wide' : 'panel'}
      ref={panel}
      role={floats ? 'dialog' : 'region'}
      aria-modal={isPhone ? true : undefined}
      aria-labelledby="title"
      tabIndex={-1}
      onKeyDown={noteKey}
    >
      <Header
        isWide={isWide}
        hasMessages={state.items.length > 0}
        toggleWide={floats ? toggleWide : null}
        close={floats ? close : null}
      />
      <Transcript state={state} answersIn={languageOf(settings.lang) === 'en' ? undefined : 'en'} />
      {state.notice && (
        <div class="failure notice">
          <Failure refusal={state.notice} />
        </div>
      )}
      <Composer label={strings.placeholder} />
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

/** The visible transcript: it scrolls by itself only for who is at its end, and never takes the focus. */

import type { JSX, VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Suggestion } from '../connection/protocol'
import type { State } from '../conversation/conversation'
import { lastAnswer, type Item } from '../conversation/items'
import { Markdown } from '../text/markdown'
import { useWidget } from './context'
import { Down } from './icons'
import { Entry } from './message'
import { Starters } from './starters'

/** Within so many pixels of the end, a reader is at the end. */
const NEAR = 48
const GAP = 16
/** After so many milliseconds a person is told that somebody still works on it, and that it takes long. */
const STILL = 5_000
const SLOW = 20_000
const KEEP_MILLISECONDS = 200

interface TranscriptProps {
  state: State
  /** The language of answers, where it is not that of the widget's words. */
  answersIn: string | undefined
}

export function Transcript({ state, answersIn }: TranscriptProps): JSX.Element {
  const { strings, conversation, keeper } = useWidget()
  const box = useRef<HTMLDivElement>(null)
  /** Where the widget scrolled to by itself; null once the reader has scrolled elsewhere. */
  const shownAt = useRef<number | null>(0)
  /** Where the reader was when the panel was last shown; null once that place is found again, or at the end. */
  const left = useRef(keeper.stance().scroll)
  const keeping = useRef(0)
  const [hasNew, setNew] = useState(false)
  const draw = useDrawnOnce()
  const last = state.items.at(-1)

  const follow = () => {
    if (!box.current) return
    box.current.scrollTop = placeOfNews(box.current)
    shownAt.current = box.current.scrollTop
  }

  useLayoutEffect(() => {
    if (!last || !box.current) return
    if (left.current !== null && state.phase === 'ready') {
      box.current.scrollTop = left.current
      shownAt.current = null
      left.current = null
    } else if (shownAt.current !== null || (last.from === 'person' && last.state === 'sending')) follow()
    else if (last.from === 'bot') setNew(true)
  }, [last?.id, state.isAnswering, state.phase])

  /** Reads older messages above what is shown, which stays where it is. */
  const readEarlier = async () => {
    const before = box.current ? box.current.scrollHeight - box.current.scrollTop : 0
    await conversation.readEarlier()
    requestAnimationFrame(() => {
      if (box.current) box.current.scrollTop = box.current.scrollHeight - before
    })
  }

  const keepPlace = () => {
    clearTimeout(keeping.current)
    keeping.current = window.setTimeout(() => {
      if (box.current) keeper.keepStance({ scroll: shownAt.current === null ? box.current.scrollTop : null })
    }, KEEP_MILLISECONDS)
  }
  useLayoutEffect(
    () => () => {
      clearTimeout(keeping.current)
      if (box.current && last) keeper.keepStance({ scroll: shownAt.current === null ? box.current.scrollTop : null })
    },
    [Boolean(last)],
  )

  const noteScroll = () => {
    if (!box.current) return
    const { scrollTop, scrollHeight, clientHeight } = box.current
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR
    const isWhereShown = shownAt.current !== null && Math.abs(scrollTop - shownAt.current) < 2
    if (!isAtEnd && !isWhereShown) shownAt.current = null
    if (isAtEnd) {
      shownAt.current = scrollTop
      setNew(false)
    }
    keepPlace()
  }

  const suggestions = state.items.length ? (lastAnswer(state.items)?.suggestions ?? []) : []
  return (
    <div class="transcript-frame">
      <div
        class="transcript"
        ref={box}
        role="region"
        lang={answersIn}
        aria-label={strings.conversation}
        tabIndex={0}
        onScroll={noteScroll}
        onKeyDown={walk}
      >
        <ol>
          {state.earlier ? <Earlier read={readEarlier} /> : <GreetingEntry state={state} />}
          {state.items.map(draw)}
        </ol>
        {state.isAnswering && last?.from !== 'bot' && <Typing />}
        {!state.isAnswering && suggestions.length > 0 && (
          <Suggestions
            label={strings.suggestions}
            suggestions={suggestions}
            press={(suggestion) => conversation.press(suggestion)}
          />
        )}
      </div>
      {hasNew && (
        <button
          type="button"
          class="new-messages"
          onClick={() => {
            setNew(false)
            follow()
          }}
        >
          <Down />
          {strings.newMessages}
        </button>
      )}
    </div>
  )
}

function GreetingEntry({ state }: { state: State }): JSX.Element {
  const { strings, conversation } = useWidget()
  const greeting = strings.greeting || state.greeting?.text
  const starters = state.greeting?.suggestions ?? []
  return (
    <li class="entry bot">
      {greeting && (
        <article tabIndex={-1} aria-label={strings.bot}>
          <div class="bubble">
            <Markdown text={greeting} />
          </div>
        </article>
      )}
      {state.phase === 'loading' && <p class="quiet">{strings.loading}</p>}
      {state.phase === 'failed' && (
        <div class="failure centred">
          <p>
            {state.reason?.code === 'origin_not_allowed' ? strings.error_origin_not_allowed : strings.error_history}
          </p>
          <button type="button" class="retry" onClick={() => void conversation.open()}>
            {strings.retry}
          </button>
        </div>
      )}
      {state.items.length === 0 && !state.isAnswering && <Starters starters={starters} />}
    </li>
  )
}

function Earlier({ read }: { read: () => Promise<void> }): JSX.Element {
  const { strings } = useWidget()
  return (
    <li class="entry earlier">
      <button type="button" class="more" onClick={() => void read()}>
        {strings.earlier}
      </button>
    </li>
  )
}

/** Draws each item once for as long as it stays the same object: the time of an answer must not grow with them. */
function useDrawnOnce(): (item: Item) => JSX.Element {
  const drawn = useRef(new WeakMap<Item, VNode>())
  return (item) => {
    let entry = drawn.current.get(item)
    if (!entry) {
      entry = <Entry key={item.id} item={item} />
      drawn.current.set(item, entry)
    }
    return entry
  }
}

interface SuggestionsProps {
  label: string
  suggestions: Suggestion[]
  press: (suggestion: Suggestion) => void
}

function Suggestions({ label, suggestions, press }: SuggestionsProps): JSX.Element {
  return (
    <div class="suggestions" role="group" aria-label={label}>
      {suggestions.map((suggestion) => (
        <button type="button" onClick={() => press(suggestion)}>
          {suggestion.title}
        </button>
      ))}
    </div>
  )
}

function Typing(): JSX.Element {
  const { strings, announce } = useWidget()
  const [said, setSaid] = useState('')
  useEffect(() => {
    const tell = (text: string) => () => {
      setSaid(text)
      announce(text)
    }
    const timers = [setTimeout(tell(strings.stillWorking), STILL), setTimeout(tell(strings.slow), SLOW)]
    return () => timers.forEach(clearTimeout)
  }, [strings])
  return (
    <div class="typing">
      <span class="bubble">
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {said ? <span class="said">{said}</span> : <span class="sr-only">{strings.typing}</span>}
      </span>
    </div>
  )
}

/** The end; of an answer that is longer than the view, its beginning with the question above it. */
function placeOfNews(box: HTMLElement): number {
  const questions = box.querySelectorAll<HTMLElement>('.own, .divider')
  const question = questions[questions.length - 1]
  const end = box.scrollHeight - box.clientHeight
  return question ? Math.min(end, question.offsetTop - GAP) : end
}

/** Arrow keys, Home and End go from message to message. */
function walk(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const box = event.currentTarget as HTMLElement
  const entries = [...box.querySelectorAll<HTMLElement>('article')]
  const root = box.getRootNode() as ShadowRoot
  const now = entries.findIndex((entry) => entry.contains(root.activeElement))
  const steps: Record<string, number> = {
    ArrowDown: now + 1,
    ArrowUp: now < 0 ? entries.length - 1 : now - 1,
    Home: 0,
    End: entries.length - 1,
  }
  const to = steps[event.key]
  const entry = to === undefined ? undefined : entries[Math.min(Math.max(to, 0), entries.length - 1)]
  if (!entry) return
  event.preventDefault()
  entry.focus()
}

/** The head of the panel: who speaks, and what can be done with the conversation. */

import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { isComposing } from '../keys'
import { asText, download } from '../text/transcript'
import { useWidget } from './context'
import { Anew, Close, Copy, Enlarge, Erase, Mark, More, Reduce, Save } from './icons'

interface HeaderProps {
  isWide: boolean
  hasMessages: boolean
  /** None where the page has given the panel its place. */
  toggleWide: (() => void) | null
  close: (() => void) | null
}

export function Header({ isWide, hasMessages, toggleWide, close }: HeaderProps): JSX.Element {
  const { strings } = useWidget()
  const [isAsking, setAsking] = useState(false)
  return (
    <div class="head">
      <span class="avatar">
        <Mark />
      </span>
      <div class="who">
        <h2 id="title">{strings.title}</h2>
        <p>{strings.subtitle}</p>
      </div>
      {hasMessages && <Menu askToErase={() => setAsking(true)} />}
      {toggleWide && (
        <IconButton label={isWide ? strings.reduce : strings.enlarge} class="wide-toggle" press={toggleWide}>
          {isWide ? <Reduce /> : <Enlarge />}
        </IconButton>
      )}
      {close && (
        <IconButton label={strings.close} press={close}>
          <Close />
        </IconButton>
      )}
      {isAsking && <EraseQuestion done={() => setAsking(false)} />}
    </div>
  )
}

interface IconButtonProps {
  label: string
  press: () => void
  children: JSX.Element
  class?: string
}

function IconButton({ label, press, children, ...rest }: IconButtonProps): JSX.Element {
  return (
    <button type="button" {...rest} aria-label={label} title={label} onClick={press}>
      {children}
    </button>
  )
}

function Menu({ askToErase }: { askToErase: () => void }): JSX.Element {
  const { strings, conversation, announce, emit } = useWidget()
  const [isOpen, setOpen] = useState(false)
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  const leave = (event: FocusEvent) => {
    if (!menu.current?.contains(event.relatedTarget as Node | null)) setOpen(false)
  }
  const noteKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen || isComposing(event)) return
    event.stopPropagation()
    setOpen(false)
    button.current?.focus()
  }
  const choose = (action: () => void) => () => {
    setOpen(false)
    button.current?.focus()
    action()
  }
  const text = () => asText(conversation.state.items, strings)
  const save = () => {
    download(text(), 'careerbot.txt')
    emit('downloaded', null)
  }
  const copy = () => void navigator.clipboard?.writeText(text()).then(() => announce(strings.copied), () => undefined)
  return (
    <div class="menu" ref={menu} onFocusOut={leave} onKeyDown={noteKey}>
      <button
        type="button"
        ref={button}
        aria-label={strings.menu}
        title={strings.menu}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <More />
      </button>
      {isOpen && (
        <div class="menu-list">
          <button type="button" onClick={choose(() => conversation.restart())}>
            <Anew />
            {strings.restart}
          </button>
          <button type="button" onClick={choose(save)}>
            <Save />
            {strings.download}
          </button>
          <button type="button" onClick={choose(copy)}>
            <Copy />
            {strings.copyAll}
          </button>
          <button type="button" onClick={choose(askToErase)}>
            <Erase />
            {strings.erase}
          </button>
        </div>
      )}
    </div>
  )
}

function EraseQuestion({ done }: { done: () => void }): JSX.Element {
  const { strings, conversation, announce } = useWidget()
  const [hasFailed, setFailed] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])

  const erase = async () => {
    try {
      await conversation.erase()
      announce(strings.erased)
      done()
    } catch {
      setFailed(true)
      announce(strings.error_erase)
    }
  }
  const noteKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    done()
  }
  return (
    <div class="question" role="alertdialog" aria-labelledby="erase-question" onKeyDown={noteKey}>
      <p id="erase-question">{hasFailed ? strings.error_erase : strings.eraseQuestion}</p>
      <button type="button" ref={keep} onClick={done}>
        {strings.eraseNo}
      </button>
      <button type="button" class="danger" onClick={() => void erase()}>
        {strings.eraseYes}
      </button>
    </div>
  )
}

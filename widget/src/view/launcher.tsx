/** What stands on the page while the panel is closed: a button, and what an owner says beside it. */

import type { JSX, RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { useWidget } from './context'
import { Close, Speech } from './icons'

interface LauncherProps {
  button: RefObject<HTMLButtonElement | null>
  unread: number
  open: () => void
}

export function Launcher({ button, unread, open }: LauncherProps): JSX.Element {
  const { strings, settings, keeper, emit } = useWidget()
  const { teaser } = settings
  const [isGone, setGone] = useState(() => keeper.isDismissed(teaser))
  const shows = Boolean(teaser) && !isGone
  /** The teaser counts as a message that nobody has read; nothing was asked of the server for it. */
  const count = unread + (shows ? 1 : 0)

  const dismiss = () => {
    keeper.dismiss(teaser)
    setGone(true)
    emit('dismissed', null)
    button.current?.focus()
  }
  const openAll = () => {
    if (shows) keeper.dismiss(teaser)
    open()
  }
  return (
    <>
      {shows && (
        <div class="teaser">
          <button type="button" class="teaser-text" onClick={openAll}>
            {teaser}
          </button>
          <button type="button" class="teaser-close" aria-label={strings.dismiss} title={strings.dismiss} onClick={dismiss}>
            <Close />
          </button>
        </div>
      )}
      <button type="button" class="launcher" ref={button} aria-haspopup="dialog" onClick={openAll}>
        <Speech />
        <span class="launcher-text">{strings.launcher}</span>
        {count > 0 && (
          <span class="badge">
            {count} <span class="sr-only">{strings.unread}</span>
          </span>
        )}
      </button>
    </>
  )
}

/** What every part of the view needs: the texts, the settings, and the conversation. */

import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { BrowserKeeper } from '../connection/storage'
import type { Conversation, State } from '../conversation/conversation'
import type { Settings } from '../settings'
import type { Strings } from '../words/words'

export interface Widget {
  strings: Strings
  settings: Settings
  conversation: Conversation
  keeper: BrowserKeeper
  /** Says something to who uses a screen reader. */
  announce: (text: string) => void
  /** Tells the page what happened. */
  emit: (name: string, detail: unknown) => void
}

export const WidgetContext = createContext<Widget | null>(null)

export function useWidget(): Widget {
  const widget = useContext(WidgetContext)
  if (!widget) throw new Error('A part of the widget was drawn outside of it.')
  return widget
}

export function useConversation(conversation: Conversation): State {
  const [state, setState] = useState(conversation.state)
  useEffect(() => {
    const update = () => setState(conversation.state)
    update()
    conversation.addEventListener('change', update)
    return () => conversation.removeEventListener('change', update)
  }, [conversation])
  return state
}

/** The widget for React: a component that keeps an element's attributes, texts and listener in step. */

import { createElement, useEffect, useRef, type CSSProperties, type ReactElement } from 'react'
import type { CareerbotElement, Configuration } from './index'
import { defineCareerbot } from './index'

export interface CareerbotChatProps extends Configuration {
  /** Where the assistant is, such as `https://bot.example.com`. */
  server: string
  /** Whether the panel is open at first. */
  open?: boolean
  /** Hears each thing that happens, by the names of `Careerbot.on`. */
  onEvent?: (name: string, detail: unknown) => void
  className?: string
  style?: CSSProperties
}

interface AnyEvent {
  name: string
  detail: unknown
}

export function CareerbotChat({
  server,
  open,
  onEvent,
  strings,
  className,
  style,
  ...settings
}: CareerbotChatProps): ReactElement {
  const element = useRef<CareerbotElement>(null)
  const heard = useRef(onEvent)

  useEffect(() => {
    heard.current = onEvent
  }, [onEvent])

  useEffect(() => {
    defineCareerbot()
    const shown = element.current
    const hear = (event: Event) => {
      const { name, detail } = (event as CustomEvent<AnyEvent>).detail
      heard.current?.(name, detail)
    }
    shown?.addEventListener('careerbot:any', hear)
    return () => shown?.removeEventListener('careerbot:any', hear)
  }, [])

  useEffect(() => {
    if (strings) element.current?.configure({ strings })
  }, [strings])

  const attributes: Record<string, string> = { 'data-server': server }
  if (open) attributes['data-open'] = ''
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'string') attributes[`data-${name === 'consentLink' ? 'consent-link' : name}`] = value
  }
  return createElement('careerbot-chat', { ref: element, class: className, style, ...attributes })
}

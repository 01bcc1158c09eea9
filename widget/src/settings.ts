/** The settings of an embedding, from the `data-` attributes of its script or of the element. */

export type Theme = 'auto' | 'light' | 'dark'
export type Side = 'right' | 'left'

export interface Settings {
  /** Where the channel is; by default where the script came from. */
  server: URL
  theme: Theme
  side: Side
  isOpen: boolean
  title: string | null
  subtitle: string | null
  launcher: string | null
  greeting: string | null
}

const CHANNEL = '/webhooks/website/'

/** @param script the address of the widget's own file */
export function readSettings(data: DOMStringMap, script: string): Settings {
  return {
    server: new URL(CHANNEL, data.server || script),
    theme: data.theme === 'light' || data.theme === 'dark' ? data.theme : 'auto',
    side: data.side === 'left' ? 'left' : 'right',
    isOpen: data.open === 'true' || data.open === '',
    title: data.title || null,
    subtitle: data.subtitle || null,
    launcher: data.launcher || null,
    greeting: data.greeting || null,
  }
}

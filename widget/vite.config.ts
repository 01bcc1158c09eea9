import { defineConfig } from 'vitest/config'

export default defineConfig({
  build: {
    target: 'es2022',
    cssMinify: true,
    lib: {
      entry: 'src/main.tsx',
      formats: ['iife'],
      name: 'CareerbotWidget',
      fileName: () => 'careerbot.js',
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['tests/**/*.test.{ts,tsx}'],
  },
})

import { defineConfig } from 'vite'

// The npm package: modules of the same sources that the script is made of.
export default defineConfig({
  build: {
    target: 'es2022',
    cssMinify: true,
    outDir: 'dist/package',
    lib: { entry: { index: 'src/package/index.ts', react: 'src/package/react.ts' }, formats: ['es'] },
    rollupOptions: { external: ['react'] },
  },
})

import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const NODE = {
  regex:
    '^(node:|(assert|buffer|child_process|crypto|fs|http|https|net|os|path|process|stream|url|util|worker_threads)(/|$))',
};

/** Forbid imports in some files; each pattern carries the sentence a developer reads when it bites. */
function boundary(name, files, patterns) {
  return {
    name: `boundary/${name}`,
    files,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

const noSimulator = {
  regex: '(^|/)simulator(/|$)',
  message: 'The product never imports the simulator: it is a product of its own, reached over HTTP.',
};
const entriesOnly = {
  regex: '(^|/)(cli|worker|starter|runtime|settings)(/|$)',
  message:
    'Only the entries (worker.ts, starter.ts), cli/ and runtime/ know the command line and the settings.',
};

export default defineConfig(
  globalIgnores(['lib/', 'coverage/']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.mjs', 'jest.config.js', 'knip.config.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { module: 'writable' } },
  },
  boundary(
    'domain',
    ['src/domain/**'],
    [
      {
        regex:
          '^(?!\\./)(?!\\.\\./(days|describe|ledger|plan|quota|request|twilio)/|\\.\\./format$)(?!date-fns$)',
        message: 'The domain is pure: it imports its own files and date-fns durations, nothing else.',
      },
    ],
  ),
  {
    name: 'boundary/domain-clock',
    files: ['src/domain/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.object.name='Date'][callee.property.name='now'], CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'The domain knows no clock and no chance: take the instant or the number as an argument.',
        },
      ],
    },
  },
  boundary(
    'workflows',
    ['src/workflows/**'],
    [
      { ...NODE, message: 'Workflow code runs in a sandbox without Node: do it in an activity.' },
      {
        regex: '^(axios|zod|commander|https-proxy-agent|@temporalio/(?!workflow$))',
        message:
          'Workflow code imports @temporalio/workflow, the domain and names; the rest belongs in an activity.',
      },
      {
        regex: '(^|/)(activities|bulk-export|archive)(/|$)',
        allowTypeImports: true,
        message:
          'Workflows know activities as types only (import type): the code would be bundled into the sandbox.',
      },
      entriesOnly,
      noSimulator,
    ],
  ),
  boundary(
    'activities',
    ['src/activities/**'],
    [
      { regex: '(^|/)workflows(/|$)', message: 'Activities know nothing of workflows.' },
      {
        regex: '^@temporalio/(?!activity$|common$|client$)',
        message: 'Activities import @temporalio/activity, common and client only.',
      },
      entriesOnly,
      noSimulator,
    ],
  ),
  boundary(
    'bulk-export',
    ['src/bulk-export/**', 'src/archive/**'],
    [
      {
        regex: '^@temporalio/',
        message: 'The API client and the archive do not know Temporal: activities translate.',
      },
      {
        regex: '(^|/)domain/(?!(days|twilio)/)',
        allowTypeImports: true,
        message:
          'The API client and the archive know days and what Twilio says; of the rest of the domain they take types, no decisions.',
      },
      {
        regex: '(^|/)(workflows|activities)(/|$)',
        message: 'The API client and the archive are below activities.',
      },
      entriesOnly,
      noSimulator,
    ],
  ),
  boundary('entries', ['src/*.ts', 'src/{cli,client,contract,runtime,settings}/**'], [noSimulator]),
  boundary(
    'simulator',
    ['simulator/**'],
    [
      {
        regex: '(^|/)src(/|$)|^@temporalio/',
        message: 'The simulator is a product of its own: it imports nothing of src/ and nothing of Temporal.',
      },
    ],
  ),
  boundary(
    'chaos',
    ['chaos/**'],
    [
      {
        regex: '(^|/)src(/|$)',
        message:
          'Chaos judges the built worker from outside: it knows Temporal and the simulator, nothing of src/.',
      },
    ],
  ),
  {
    files: [
      'src/cli/**',
      'src/*.ts',
      'demo/**',
      'bench/**',
      'chaos/**',
      'up/**',
      'tools/**',
      'simulator/main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
  prettier,
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycle',
      comment:
        'These files import each other in a circle, types included. Move what both need, mostly a type, to the lower one or to a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  // Before compilation, since a compiled file no longer shows what was imported as a type
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};

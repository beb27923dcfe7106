/** End the process as soon as the reader of its output is gone, as in `dayhaul list | head -1`. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(141); // as shells report SIGPIPE
    });
  }
}

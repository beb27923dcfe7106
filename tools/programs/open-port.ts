import { once } from 'node:events';
import { connect } from 'node:net';

/** Connect to a port of 127.0.0.1 once. Rejects when nothing listens there. */
export async function openPort(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}

package io.poshub.client.money;

import java.time.Duration;

/** Time between two tries. Any thread. */
interface Waiting {
  Waiting SYSTEM =
      new Waiting() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration wait) throws InterruptedException {
          Thread.sleep(wait);
        }
      };

  long nanoTime();

  void pause(Duration wait) throws InterruptedException;
}

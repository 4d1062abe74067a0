package io.mcv.cli;

import io.mcv.client.TransferListener;
import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.model.Descriptor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a transfer goes on: by a bar where somebody watches, else by a line for each blob; by
 * totals and rate at the end.
 */
final class TransferReport implements TransferListener {
  private final Console console;
  private @Nullable TransferBar bar;
  private long start;
  private int blobs;
  private long moved;
  private int done;
  private int there;

  TransferReport(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void begins(int count, long bytes) {
    start = System.nanoTime();
    blobs = count;
    moved = 0;
    done = 0;
    there = 0;
    if (console.isWatched()) {
      bar = new TransferBar(console, count, bytes);
    }
  }

  @Override
  public synchronized void moved(long bytes) {
    moved += bytes;
    if (bar != null) {
      bar.moved(bytes);
    }
  }

  @Override
  public synchronized void blob(Descriptor blob, BlobCopy how) {
    done++;
    there += how == BlobCopy.COPIED ? 0 : 1;
    if (bar != null) {
      bar.done(done, how == BlobCopy.COPIED ? 0 : blob.size());
      return;
    }
    if (!console.shows(LogLevel.INFO)) {
      return;
    }
    String what =
        switch (how) {
          case COPIED -> "moved";
          case MOUNTED -> "taken from another repository";
          case PRESENT -> "there already";
        };
    console.info("blob " + blob.digest() + ", " + Sizes.of(blob.size()) + ": " + what);
  }

  @Override
  public synchronized void ends() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    if (done < blobs || !console.shows(LogLevel.INFO)) {
      return; // where it failed the error says more
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    console.info(
        String.format(
            Locale.ROOT,
            "moved %s in %.1f s, %s/s; %d %s, %d of them not moved",
            Sizes.of(moved),
            seconds,
            Sizes.of((long) (moved / Math.max(seconds, 0.001))),
            done,
            done == 1 ? "blob" : "blobs",
            there));
  }
}

package io.mcv.cli;

import java.io.Closeable;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal. The only class that knows how it is drawn. */
final class TransferBar implements Closeable {
  private static final int COLUMNS = 79;
  private static final int UPDATE_MILLIS = 200;
  private static final long MEGABYTE = 1_000_000;

  private final Console console;
  private final ProgressBar bar;
  private final int blobs;

  TransferBar(Console console, int blobs, long bytes) {
    this.console = console;
    this.blobs = blobs;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("moving")
            .setInitialMax(bytes)
            .setUnit("MB", MEGABYTE)
            .showSpeed()
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new DelegatingProgressBarConsumer(console::overwrite, COLUMNS))
            .build();
  }

  void moved(long bytes) {
    bar.stepBy(bytes);
  }

  /** So many blobs are done; bytes of one that need not be moved count too. */
  void done(int count, long notMoved) {
    bar.stepBy(notMoved);
    bar.setExtraMessage(" " + count + "/" + blobs + " blobs");
  }

  @Override
  public void close() {
    bar.close();
    console.overwrite("");
  }
}

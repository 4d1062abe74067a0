package io.mcv.oci.layer.deflate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;

/**
 * One gzip member (RFC 1952): its header, the units in their order, and its trailer.
 *
 * <p>The header is constant. Its MTIME is what is left of the year 1 in 32 bits.
 *
 * <table>
 * <caption>The member</caption>
 * <tr><th>bytes</th><th>what</th></tr>
 * <tr><td>10</td><td>{@code 1f 8b 08 00 00 09 6e 88 00 ff}: CM 8, FLG 0, MTIME, XFL 0, OS 255</td>
 *     </tr>
 * <tr><td></td><td>the units, each ending in a sync marker; the last is never full, maybe empty</td>
 *     </tr>
 * <tr><td>2</td><td>{@code 03 00}: an empty fixed block with BFINAL 1</td></tr>
 * <tr><td>4</td><td>CRC-32 of the input</td></tr>
 * <tr><td>4</td><td>length of the input modulo 2^32</td></tr>
 * </table>
 *
 * <p>Full units go to the executor, in a queue of bounded length. When it is full, the oldest unit
 * is waited for; if no thread has begun it, it is coded right here, so that a busy executor cannot
 * block the stream.
 */
final class PgzipOutputStream extends OutputStream {
  private static final byte[] HEADER = HexFormat.of().parseHex("1f8b080000096e8800ff");
  private static final byte[] FINAL_BLOCK = {3, 0};

  private final OutputStream out;
  private final GzipProfile profile;
  private final Executor executor;
  private final int maxQueued;
  private final ArrayDeque<CodingTask> queue = new ArrayDeque<>();
  private final ArrayDeque<UnitCoder> free = new ArrayDeque<>();
  private final CRC32 crc = new CRC32();
  private long length;
  private UnitCoder unit;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    FAILED,
    CLOSED
  }

  /** The coding of a unit, done once, by whoever comes first. */
  private static final class CodingTask extends FutureTask<UnitCoder> {
    CodingTask(UnitCoder unit) {
      super(unit::code, unit);
    }
  }

  /**
   * @param maxQueued how many units may wait or be coded at once, beside the one that is filled
   */
  PgzipOutputStream(OutputStream out, GzipProfile profile, Executor executor, int maxQueued)
      throws IOException {
    this.out = out;
    this.profile = profile;
    this.executor = executor;
    this.maxQueued = maxQueued;
    unit = new UnitCoder(profile);
    unit.begin();
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (state != State.OPEN) {
      throw new IOException("the gzip stream is " + state.name().toLowerCase(Locale.ROOT));
    }
    crc.update(bytes, offset, count);
    length += count;
    int done = 0;
    while (done < count) {
      done += unit.append(bytes, offset + done, count - done);
      if (unit.isFull()) {
        orFail(this::submitFullUnit);
      }
    }
  }

  /** Hands on what is coded. Bytes of a unit that is not full yet stay here until it is. */
  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Writes the rest, and leaves the stream below open. After an error it only lets go. */
  @Override
  public void close() throws IOException {
    if (state == State.OPEN) {
      orFail(this::finish);
    }
    state = State.CLOSED;
  }

  private void submitFullUnit() throws IOException {
    UnitCoder full = unit;
    if (queue.size() == maxQueued) {
      writeOldest();
    }
    unit = free.isEmpty() ? new UnitCoder(profile) : free.pop();
    unit.beginAfter(full);
    CodingTask task = new CodingTask(full);
    queue.add(task);
    executor.execute(task);
    while (!queue.isEmpty() && queue.element().isDone()) {
      writeOldest();
    }
  }

  private void finish() throws IOException {
    CodingTask last = new CodingTask(unit);
    queue.add(last);
    while (!queue.isEmpty()) {
      writeOldest();
    }
    out.write(FINAL_BLOCK);
    byte[] trailer = new byte[2 * Integer.BYTES];
    LittleEndian.putInt(trailer, 0, (int) crc.getValue());
    LittleEndian.putInt(trailer, Integer.BYTES, (int) length);
    out.write(trailer);
    out.flush();
  }

  private void writeOldest() throws IOException {
    CodingTask oldest = queue.element();
    oldest.run();
    UnitCoder coded = result(oldest);
    queue.remove();
    out.write(coded.coded(), 0, coded.codedSize());
    free.push(coded);
  }

  private static UnitCoder result(CodingTask task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing");
    } catch (ExecutionException e) {
      throw new IOException("compressing failed: " + e.getCause(), e.getCause());
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** After an error no unit is begun any more, and nothing is written. */
  private void orFail(Step step) throws IOException {
    boolean done = false;
    try {
      step.run();
      done = true;
    } finally {
      if (!done) {
        state = State.FAILED;
        queue.forEach(task -> task.cancel(false));
        queue.clear();
        free.clear();
      }
    }
  }
}

package io.mcv.oci.registry.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An image on its way into an engine, which takes it when it is {@link #finish finished}. Closed
 * before that, the engine has nothing.
 */
public final class EngineLoad implements Closeable {
  private final EngineExchange exchange;
  private final EngineFaults faults;
  private final String doing;

  EngineLoad(EngineExchange exchange, EngineFaults faults, String doing) {
    this.exchange = exchange;
    this.faults = faults;
    this.doing = doing;
  }

  /** Takes the tar of {@code docker save}. Closing it ends nothing. */
  public OutputStream stream() {
    return exchange.content();
  }

  /**
   * Says that the tar is complete, and waits until the engine has unpacked it.
   *
   * @throws EngineException if the engine did not take it
   */
  public void finish() throws IOException {
    exchange.endContent();
    AnswerHead head = exchange.answer();
    String error = new LoadReport(exchange.content(head), faults).error();
    if (error != null) {
      throw faults.answered(doing, head.status(), error);
    }
  }

  @Override
  public void close() throws IOException {
    exchange.close();
  }
}

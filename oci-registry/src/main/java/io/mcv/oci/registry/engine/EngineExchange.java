package io.mcv.oci.registry.engine;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One request and its answer, on a connection of its own.
 *
 * <p>A request without content is sent when the exchange is opened. One with content is ended by
 * {@link #answer}.
 */
final class EngineExchange implements Closeable {
  private static final int ERROR_MAX_BYTES = 64 * 1024;

  private final EngineConnection connection;
  private final EngineFaults faults;
  private final String doing;
  private final InputStream in;
  private final ChunkedOutput content;

  private EngineExchange(
      EngineConnection connection, EngineFaults faults, String doing, OutputStream out) {
    this.connection = connection;
    this.faults = faults;
    this.doing = doing;
    this.in = new BufferedInputStream(connection.input());
    this.content = new ChunkedOutput(out);
  }

  /** Asks for something. */
  static EngineExchange get(EngineFaults faults, String path, String doing, Deadlines deadlines)
      throws IOException {
    return open(faults, "GET " + path, "", doing, deadlines);
  }

  /** Begins to send something. */
  static EngineExchange post(EngineFaults faults, String path, String doing, Deadlines deadlines)
      throws IOException {
    String fields = "Content-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n";
    return open(faults, "POST " + path, fields, doing, deadlines);
  }

  private static EngineExchange open(
      EngineFaults faults, String target, String fields, String doing, Deadlines deadlines)
      throws IOException {
    EngineConnection connection = EngineConnection.open(faults.address(), faults, deadlines);
    try {
      OutputStream out = connection.output();
      String head =
          target
              + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: mcv-tool\r\nConnection: close\r\n"
              + fields
              + "\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new EngineExchange(connection, faults, doing, out);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Takes the content of a request. */
  OutputStream content() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          content.write(bytes, offset, length);
        } catch (EngineException e) {
          throw reasonFor(e);
        }
      }
    };
  }

  /** Ends the content of a request. */
  void endContent() throws IOException {
    try {
      content.end();
    } catch (EngineException e) {
      throw reasonFor(e);
    }
  }

  /** An engine that hangs up on a request has often said why. */
  private IOException reasonFor(EngineException hangUp) throws IOException {
    if (hangUp.problem() != EngineException.Problem.BROKEN) {
      return hangUp;
    }
    try {
      answer();
      return hangUp;
    } catch (EngineException e) {
      return e.problem() == EngineException.Problem.FAILED ? e : hangUp;
    }
  }

  /**
   * Reads the head of the answer.
   *
   * @throws EngineException if the answer is an error
   */
  AnswerHead answer() throws IOException {
    AnswerHead head = AnswerHead.read(in, faults);
    if (head.isSuccess()) {
      return head;
    }
    throw faults.answered(doing, head.status(), message(head));
  }

  /** What an answer holds besides its head. */
  InputStream content(AnswerHead head) throws IOException {
    return head.content(in, faults);
  }

  private String message(AnswerHead head) throws IOException {
    byte[] text = content(head).readNBytes(ERROR_MAX_BYTES);
    try {
      String message = Json.parseObject(text).optionalString("message");
      return message == null ? "no reason given" : message;
    } catch (JsonException e) {
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}

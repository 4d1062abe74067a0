package io.mcv.cli;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * As much of a registry as the warm-up needs: on loopback, it wants a token, takes a push and gives
 * it back. It trusts its one client, which is this very process.
 */
final class WarmUpRegistry implements Closeable {
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  private static final int TLS_HANDSHAKE = 0x16;

  private final ServerSocket server;
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();

  WarmUpRegistry() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Host and port, as in a reference. */
  String host() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket client = server.accept();
      start(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client;
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream()) {
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String[] request = line.split(" ");
        long length = 0;
        boolean authorized = false;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
          String lower = field.toLowerCase(Locale.ROOT);
          authorized |= lower.startsWith("authorization:");
          if (lower.startsWith("content-length:")) {
            length = Long.parseLong(field.substring(field.indexOf(':') + 1).strip());
          }
        }
        byte[] body = in.readNBytes((int) length);
        answer(request[0], request[1], authorized, body, out);
      }
    }
  }

  private void answer(
      String method, String target, boolean authorized, byte[] body, OutputStream out)
      throws IOException {
    String path = target.replaceFirst("\\?.*", "");
    if (path.equals("/token")) {
      send(out, "200 OK", "", "{\"token\": \"e30.e30.\"}", true);
    } else if (!authorized) {
      String realm = "http://" + host() + "/token";
      send(out, "401 Unauthorized", "WWW-Authenticate: Bearer realm=\"" + realm + "\"", "", true);
    } else if (method.equals("POST")) {
      send(out, "202 Accepted", "Location: " + path + "1", "", true);
    } else if (method.equals("PUT")) {
      String name = target.contains("digest=") ? target.replaceFirst(".*digest=", "blob ") : path;
      stored.put(name, body);
      send(out, "201 Created", "", "", true);
    } else if (path.endsWith("/tags/list")) {
      send(out, "200 OK", "", "{\"tags\": [\"t\"]}", true);
    } else {
      get(path, method.equals("GET"), out);
    }
  }

  private void get(String path, boolean withBody, OutputStream out) throws IOException {
    boolean blob = path.contains("/blobs/");
    byte[] content = stored.get(blob ? path.replaceFirst(".*/", "blob ") : path);
    if (content == null) {
      send(out, "404 Not Found", "", "", withBody);
    } else {
      String type = blob ? "application/octet-stream" : MANIFEST_TYPE;
      send(
          out,
          "200 OK",
          "Content-Type: " + type,
          new String(content, StandardCharsets.ISO_8859_1),
          withBody);
    }
  }

  private static void send(
      OutputStream out, String status, String field, String body, boolean withBody)
      throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Length: "
            + body.length()
            + (field.isEmpty() ? "" : "\r\n" + field)
            + "\r\n\r\n";
    out.write((head + (withBody ? body : "")).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    in.mark(1);
    if (in.read() == TLS_HANDSHAKE) {
      return ""; // the connection ends: that is as much TLS as there can be without a certificate
    }
    in.reset();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // the client is done, or the server closed
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}

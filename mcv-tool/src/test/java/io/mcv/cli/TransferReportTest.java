package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TransferReportTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @Test
  void whereNobodyWatchesThereIsALineForEachBlobAndOneForTheWhole() {
    TransferReport report = new TransferReport(console(false));

    transfer(report);

    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("blob " + blob(0).digest() + ", 1.00kB: moved");
    assertThat(lines.get(1)).endsWith(", 1.00kB: taken from another repository");
    assertThat(lines.get(2)).endsWith(", 1.00kB: there already");
    assertThat(lines.get(3))
        .matches("moved 1.00kB in [0-9.]+ s, .*B/s; 3 blobs, 2 of them not moved");
    assertThat(out.toByteArray()).isEmpty();
  }

  @Test
  void whereSomebodyWatchesThereIsABarThatGoesAwayForTheTotals() {
    TransferReport report = new TransferReport(console(true));
    report.begins(2, 2_000_000);
    report.moved(1_000_000);
    report.blob(blob(0), BlobCopy.COPIED);
    report.moved(1_000_000);
    report.blob(blob(1), BlobCopy.COPIED);
    report.ends();

    String[] drawn = err.toString().split("\r\u001b\\[K");
    assertThat(drawn).anyMatch(line -> line.contains("100%") && line.contains("2/2MB"));
    assertThat(drawn).anyMatch(line -> line.endsWith(" 2/2 blobs"));
    assertThat(drawn[drawn.length - 1]).startsWith("moved 2.00MB in ");
    assertThat(out.toByteArray()).isEmpty();
  }

  @Test
  void oneBlobIsNotBlobs() {
    TransferReport report = new TransferReport(console(false));
    report.begins(1, 1000);
    report.moved(1000);
    report.blob(blob(0), BlobCopy.COPIED);
    report.ends();

    assertThat(err.toString()).contains("; 1 blob, 0 of them not moved\n");
  }

  @Test
  void aTransferThatFailsHasNoTotals() {
    TransferReport report = new TransferReport(console(false));
    report.begins(2, 2000);
    report.moved(1000);
    report.blob(blob(0), BlobCopy.COPIED);
    report.ends();

    assertThat(err.toString()).hasLineCount(1).startsWith("blob ");
  }

  @Test
  void aSecondTransferCountsFromZero() {
    TransferReport report = new TransferReport(console(false));
    transfer(report);
    err.getBuffer().setLength(0);

    transfer(report);

    assertThat(err.toString()).contains("3 blobs, 2 of them not moved").contains("moved 1.00kB in");
  }

  @Test
  void whereSomebodyWatchesThereIsABarAndAtItsEndOneLine() {
    TransferReport report = new TransferReport(console(true));

    transfer(report);

    assertThat(err.toString()).contains("\r\u001b[K").doesNotContain("blob sha256:");
    String[] drawn = err.toString().split("\r\u001b\\[K", -1);
    assertThat(drawn[drawn.length - 1]).startsWith("moved 1.00kB in ").endsWith(" not moved\n");
    assertThat(out.toByteArray()).isEmpty();
  }

  @Test
  void whoWantsErrorsAloneHearsNothing() {
    for (boolean terminal : new boolean[] {false, true}) {
      Console console = console(terminal);
      console.setLevel(LogLevel.ERROR);

      transfer(new TransferReport(console));

      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void manyThreadsMayTell() throws Exception {
    TransferReport report = new TransferReport(console(false));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      report.begins(200, 200_000);
      List<Future<?>> told = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Descriptor blob = blob(i);
        told.add(
            threads.submit(
                () -> {
                  report.moved(1000);
                  report.blob(blob, BlobCopy.COPIED);
                }));
      }
      for (Future<?> each : told) {
        each.get();
      }
      report.ends();
    } finally {
      threads.shutdown();
    }

    assertThat(err.toString()).hasLineCount(201).contains("moved 200kB in ", "; 200 blobs, 0 of");
  }

  private static void transfer(TransferReport report) {
    report.begins(3, 3000);
    report.moved(400);
    report.moved(600);
    report.blob(blob(0), BlobCopy.COPIED);
    report.blob(blob(1), BlobCopy.MOUNTED);
    report.blob(blob(2), BlobCopy.PRESENT);
    report.ends();
  }

  private static Descriptor blob(int number) {
    Digest digest = Digest.sha256(new byte[] {(byte) number});
    return Descriptor.of(new MediaType("application/vnd.example"), digest, 1000);
  }

  private Console console(boolean terminal) {
    return new Console(
        InputStream.nullInputStream(), Main.stream(out), new PrintWriter(err), terminal);
  }
}

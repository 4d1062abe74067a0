package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.client.NoFittingGpuException;
import io.mcv.client.PolicyRefusedException;
import io.mcv.client.UnsupportedTransportException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

/** What becomes of an exception: an exit code and one line. */
class FailureTest {
  private static final String DOING = "extracting oci:/srv/x";

  @Test
  void theMostSpecificExitCodeWins() {
    assertThat(exitCode(new IOException("x"))).isEqualTo(ExitCode.FAILED);
    assertThat(exitCode(new UsageException("x"))).isEqualTo(ExitCode.USAGE);
    assertThat(exitCode(new UnsupportedTransportException("x"))).isEqualTo(ExitCode.USAGE);
    assertThat(exitCode(new PolicyRefusedException("x"))).isEqualTo(ExitCode.REFUSED);
    assertThat(exitCode(new NoFittingGpuException("x"))).isEqualTo(ExitCode.NO_GPU_FITS);
    assertThat(exitCode(new IllegalStateException("x"))).isEqualTo(ExitCode.FAILED);
    assertThat(
            Failure.of(new IOException("x"), DOING, ExitCode.CREATE_FAILED, ExitCode.CANNOT_WRITE)
                .exitCode())
        .isEqualTo(ExitCode.CREATE_FAILED);
  }

  @Test
  void theLineSaysWhatWasBeingDoneToWhat() {
    assertThat(line(new IOException("disk on fire"))).isEqualTo(DOING + ": disk on fire");
    assertThat(line(new IOException("oci:/srv/x is odd"))).isEqualTo("oci:/srv/x is odd");
  }

  @Test
  void fileErrorsOfTheJdkAreToldInWords() {
    assertThat(line(new NoSuchFileException("/f"))).endsWith("there is no file or folder /f");
    assertThat(line(new AccessDeniedException("/f"))).endsWith("permission denied: /f");
    assertThat(line(new NotDirectoryException("/f"))).endsWith("/f is not a folder");
    assertThat(line(new FileSystemException("/f", null, "No space left on device")))
        .endsWith("/f: no space left on device");
  }

  @Test
  void aMistakeOfOursAsksForAReport() {
    assertThat(line(new IllegalStateException("oops")))
        .contains("internal error", "oops", "report", "-l debug");
  }

  private static int exitCode(Exception e) {
    return Failure.of(e, DOING, ExitCode.FAILED, ExitCode.CANNOT_READ).exitCode();
  }

  private static String line(Exception e) {
    return Failure.of(e, DOING, ExitCode.FAILED, ExitCode.CANNOT_READ).message();
  }
}

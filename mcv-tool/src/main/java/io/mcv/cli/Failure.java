package io.mcv.cli;

import io.mcv.client.NoFittingGpuException;
import io.mcv.client.PolicyRefusedException;
import io.mcv.client.UnsupportedTransportException;
import io.mcv.client.gpu.GpuHostException;
import io.mcv.oci.cosign.key.KeyFileException;
import io.mcv.oci.cosign.policy.PolicyException;
import io.mcv.oci.cosign.trust.TrustedRootException;
import io.mcv.oci.reference.ReferenceSyntaxException;
import io.mcv.oci.registry.RegistryException;
import io.mcv.oci.registry.auth.CredentialHelperException;
import io.mcv.oci.registry.config.BlockedRegistryException;
import io.mcv.oci.registry.config.ConfigurationException;
import io.mcv.oci.registry.config.ProxySettingException;
import io.mcv.oci.registry.engine.EngineException;
import io.mcv.oci.registry.engine.EngineSettingException;
import io.mcv.oci.registry.http.ConnectionException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;

/**
 * A failed command: what the process ends with, and the line that says why.
 *
 * @param exitCode what the process ends with
 * @param message one line for people
 */
record Failure(int exitCode, String message) {

  static Failure of(Exception e, String doing, int exitCode, int exitCodeOfRegistry) {
    if (e instanceof UsageException || e instanceof ReferenceSyntaxException) {
      return new Failure(ExitCode.USAGE, message(e));
    }
    String message = message(e);
    String subject = doing.substring(doing.indexOf(' ') + 1);
    String line = message.contains(subject) ? message : doing + ": " + message;
    if (e instanceof UnsupportedTransportException || isConfiguration(e)) {
      return new Failure(ExitCode.USAGE, line);
    }
    if (isOfRegistry(e)) {
      return new Failure(exitCodeOfRegistry, line);
    }
    if (e instanceof NoFittingGpuException) {
      return new Failure(ExitCode.NO_GPU_FITS, line);
    }
    if (e instanceof PolicyRefusedException || e instanceof PolicyException) {
      return new Failure(ExitCode.REFUSED, line);
    }
    if (e instanceof IOException) {
      return new Failure(exitCode, line);
    }
    return new Failure(
        exitCode,
        doing + ": internal error, " + e + "; please report it with the output of -l debug");
  }

  private static boolean isConfiguration(Exception e) {
    return e instanceof ConfigurationException
        || e instanceof ProxySettingException
        || e instanceof EngineSettingException
        || e instanceof GpuHostException
        || e instanceof KeyFileException
        || e instanceof TrustedRootException;
  }

  private static boolean isOfRegistry(Exception e) {
    return e instanceof RegistryException
        || e instanceof ConnectionException
        || e instanceof BlockedRegistryException
        || e instanceof CredentialHelperException
        || e instanceof EngineException;
  }

  /** The JDK's file errors say no more than the path; the class says what is wrong. */
  private static String message(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no file or folder " + missing.getFile();
    }
    if (e instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is there already";
    }
    if (e instanceof AccessDeniedException denied) {
      return "permission denied: " + denied.getFile();
    }
    if (e instanceof NotDirectoryException noFolder) {
      return noFolder.getFile() + " is not a folder";
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getFile() + ": " + failed.getReason().toLowerCase(Locale.ROOT);
    }
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }
}

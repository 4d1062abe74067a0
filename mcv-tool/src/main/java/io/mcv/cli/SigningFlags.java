package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.NamePlace;
import io.mcv.client.SigningOptions;
import io.mcv.oci.cosign.key.PrivateKeyFile;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.sign.SignatureFormat;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What is signed with which key; the same for every command that signs. */
final class SigningFlags {
  private final Required<String> image;
  private final Required<Path> key;
  private final KeyPassword password;
  private final Flag<SignatureFormat> format;
  private final Mark recursive;
  private final Flag<String> identity;
  private final Flag<NamePlace> from;

  SigningFlags(Flags flags) {
    image =
        flags.parameter(
            String.class, "REF", "The image: docker://NAME, oci:PATH[:TAG|@DIGEST] or a name.");
    key =
        flags.required(
            Path.class,
            List.of("--key"),
            "FILE",
            "The private key, as generate-key-pair makes it.");
    password = new KeyPassword(flags);
    format =
        flags.value(
            SignatureFormat.class,
            new FormatConverter(),
            List.of("--format"),
            "FORM",
            "legacy: tags, as cosign 2 stores them; bundle: referrers, as cosign 3 does; both"
                + " (default).");
    recursive =
        flags.mark(
            List.of("-r", "--recursive"), "Sign the images of an index too, each by itself.");
    identity =
        flags.value(
            String.class,
            "--identity",
            "NAME",
            "The name that is signed, as in quay.io/team/cache (default: the image's repository).");
    from = ImageFlags.from(flags);
  }

  /** The image, as it was given. */
  String image() {
    return image.value();
  }

  /** Whether the password takes standard input. */
  boolean takesStandardInput() {
    return password.takesStandardInput();
  }

  /** Reads the key, and its password from wherever that comes. */
  SigningOptions options(Console console, HostEnvironment environment) throws IOException {
    Reference.parse(image.value()); // before anybody is asked for a password
    String epoch = environment.variable("SOURCE_DATE_EPOCH");
    return SigningOptions.of(image.value(), key(console, environment))
        .withFrom(from.value())
        .withFormat(format.or(SignatureFormat.BOTH))
        .withIdentity(identity.value())
        .withRecursive(recursive.given())
        .withCreated(epoch == null ? Instant.now() : Timestamp.parse(epoch, "SOURCE_DATE_EPOCH"));
  }

  private SigningKey key(Console console, HostEnvironment environment) throws IOException {
    Path file = key.value();
    byte[] text = InputFile.read(file, SignatureLimits.MAX_TRUST_BYTES);
    char[] secret = password.read(console, environment);
    try {
      return PrivateKeyFile.read(text, secret, "key " + file);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  /** Reads {@code legacy}, {@code bundle} or {@code both}. */
  static final class FormatConverter implements ITypeConverter<SignatureFormat> {
    @Override
    public SignatureFormat convert(String value) {
      return switch (value) {
        case "legacy" -> SignatureFormat.LEGACY;
        case "bundle" -> SignatureFormat.BUNDLE;
        case "both" -> SignatureFormat.BOTH;
        default ->
            throw new TypeConversionException("'" + value + "' is not one of legacy, bundle, both");
      };
    }
  }
}

package io.mcv.cli;

import io.mcv.client.KeyPairFiles;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code generate-key-pair}: keys to sign and to verify with. */
final class GenerateKeyPairCommand extends Command {
  private static final String DEFAULT_PREFIX = "cosign";

  private final Flag<String> prefix =
      flags.value(
          String.class,
          "--output-key-prefix",
          "PREFIX",
          "Where the keys go: PREFIX.key and PREFIX.pub (default: cosign).");

  private final Flag<KeyType> type =
      flags.value(
          KeyType.class,
          new TypeConverter(),
          List.of("--type"),
          "TYPE",
          "ecdsa-p256 (default), ecdsa-p384, ecdsa-p521, rsa-2048, rsa-3072, rsa-4096 or ed25519.");

  private final KeyPassword password = new KeyPassword(flags);

  GenerateKeyPairCommand(Context context) {
    super(
        context,
        "generate-key-pair",
        "Make keys to sign and to verify with.",
        "The private key is encrypted with a password, in the file of cosign, which can use it too.",
        "Prints the file of the public key. Files that are there already are never overwritten.");
  }

  @Override
  int run() throws IOException {
    KeyPairFiles files = KeyPairFiles.of(prefix.or(DEFAULT_PREFIX));
    try {
      files.requireAbsent();
      write(files);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          e.getFile()
              + " is there already, and no key is overwritten: give another --output-key-prefix",
          e);
    }
    console().info("the private key is in " + files.privateKey());
    console().print(files.publicKey().toString());
    return ExitCode.OK;
  }

  private void write(KeyPairFiles files) throws IOException {
    char[] secret = password.choose(console(), environment());
    try {
      files.write(SigningKey.generate(type.or(KeyType.ECDSA_P256)), secret);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  @Override
  String doing() {
    return "making keys " + prefix.or(DEFAULT_PREFIX);
  }

  /** Reads the name of a type. */
  static final class TypeConverter implements ITypeConverter<KeyType> {
    @Override
    public KeyType convert(String value) {
      return switch (value) {
        case "ecdsa-p256" -> KeyType.ECDSA_P256;
        case "ecdsa-p384" -> KeyType.ECDSA_P384;
        case "ecdsa-p521" -> KeyType.ECDSA_P521;
        case "rsa-2048" -> KeyType.RSA_2048;
        case "rsa-3072" -> KeyType.RSA_3072;
        case "rsa-4096" -> KeyType.RSA_4096;
        case "ed25519" -> KeyType.ED25519;
        default ->
            throw new TypeConversionException(
                "'"
                    + value
                    + "' is not one of ecdsa-p256, ecdsa-p384, ecdsa-p521, rsa-2048, rsa-3072,"
                    + " rsa-4096, ed25519");
      };
    }
  }
}

package io.mcv.oci.cosign.testing;

import io.mcv.oci.cosign.bundle.InclusionProof;
import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.trust.TransparencyLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transparency log with a key of its own, which says what Rekor 1 or 2 would say. */
public final class TestLog {
  /** Since when it is trusted. */
  public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static final long SHARD_OFFSET = 1000;

  private final String name;
  private final boolean version2;
  private final SigningKey key;
  private final SignatureScheme scheme;

  private TestLog(String name, boolean version2, KeyType type) {
    this.name = name;
    this.version2 = version2;
    this.key = SigningKey.generate(type);
    this.scheme = type == KeyType.ED25519 ? SignatureScheme.ED25519 : SignatureScheme.ECDSA_SHA256;
  }

  /** One that makes promises, and calls its trees by its name and a number. */
  public static TestLog rekor1(String name) {
    return new TestLog(name, false, KeyType.ECDSA_P256);
  }

  /** One that proves only. */
  public static TestLog rekor2(String origin, KeyType type) {
    return new TestLog(origin, true, type);
  }

  /** As a trusted root has it. */
  public TransparencyLog trusted() {
    return trusted(new ValidityPeriod(START, null));
  }

  /** The same, trusted at another time. */
  public TransparencyLog trusted(ValidityPeriod validity) {
    return new TransparencyLog(name, key.publicKey(), scheme, validity);
  }

  /** The first line of its checkpoints. */
  public String origin() {
    return version2 ? name : name + " - 4711";
  }

  /** An entry with all that the log says of it, among others. */
  public LogEntry entry(String kind, String version, Bytes body, Instant time) {
    List<Bytes> bodies = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      bodies.add(Bytes.of(new byte[] {(byte) i}));
    }
    bodies.set(3, body);
    InclusionProof proof = proof(bodies, 3);
    long index = version2 ? proof.logIndex() : proof.logIndex() + SHARD_OFFSET;
    @Nullable Long seconds = version2 ? null : (Long) time.getEpochSecond();
    @Nullable Bytes promise = seconds == null ? null : promise(body, seconds, index);
    return new LogEntry(index, id(), kind, version, seconds, promise, proof, body);
  }

  /** How its entries name it. */
  public Bytes id() {
    if (!version2 || scheme != SignatureScheme.ED25519) {
      return key.publicKey().fingerprint();
    }
    byte[] der = key.publicKey().spki().toArray();
    MessageDigest function = HashAlgorithm.SHA256.newMessageDigest();
    function.update((name + "\n\u0001").getBytes(StandardCharsets.UTF_8));
    return Bytes.of(function.digest(Arrays.copyOfRange(der, 12, der.length)));
  }

  /** A signed entry timestamp. */
  public Bytes promise(Bytes body, long seconds, long index) {
    String json =
        "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"%s\",\"logIndex\":%d}"
            .formatted(body.base64(), seconds, id().hex(), index);
    return key.sign(json.getBytes(StandardCharsets.UTF_8), scheme);
  }

  /** A proof that an entry is in the tree of these. */
  public InclusionProof proof(List<Bytes> bodies, int index) {
    TestTree tree = new TestTree(bodies);
    return new InclusionProof(
        index,
        tree.root(),
        bodies.size(),
        tree.path(index),
        checkpoint(bodies.size(), tree.root()));
  }

  /** What it says of a tree. */
  public String checkpoint(long size, Bytes root) {
    String text = origin() + "\n" + size + "\n" + root.base64() + "\n";
    return text + "\n" + signatureLine(text);
  }

  /** Its signature of the text of a checkpoint, with the line end. */
  public String signatureLine(String text) {
    byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8), scheme).toArray();
    byte[] line = Arrays.copyOf(id().toArray(), 4 + signature.length);
    System.arraycopy(signature, 0, line, 4, signature.length);
    return "— " + name + " " + Bytes.of(line).base64() + "\n";
  }
}

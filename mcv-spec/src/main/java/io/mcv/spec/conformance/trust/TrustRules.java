package io.mcv.spec.conformance.trust;

import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.SignatureFact;
import io.mcv.spec.conformance.image.SignatureFact.Part;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The group {@code trust}: whether there are signatures and attestations, and their form. Whether
 * one is good is not said here.
 */
public final class TrustRules {
  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      List.of(
          rule(
              "TRUST-01",
              Level.INFO,
              "An image MAY have signatures or attestations beside it; one without is told.",
              TrustRules::isSigned),
          rule(
              "TRUST-02",
              Level.INFO,
              "What belongs to an image MAY be of any type; what is neither a tag"
                  + " `sha256-HEX.sig`, `.att` or `.sbom`, nor a referrer with a bundle or a"
                  + " signature of cosign, is told.",
              TrustRules::isKnown),
          rule(
              "TRUST-03",
              Level.ERROR,
              "The subject of a signature or attestation MUST be the image.",
              TrustRules::subject),
          rule(
              "TRUST-04",
              Level.ERROR,
              "A signature or attestation MUST be readable, and its layers be there, with the size"
                  + " and digest that it says, and be readable as what they are.",
              TrustRules::readable),
          rule(
              "TRUST-05",
              Level.ERROR,
              "A layer of `sha256-HEX.sig` MUST have the type"
                  + " `application/vnd.dev.cosign.simplesigning.v1+json`.",
              TrustRules::signatureType),
          rule(
              "TRUST-06",
              Level.ERROR,
              "A layer of a simple signing signature MUST have its signature in base64 as"
                  + " annotation `dev.cosignproject.cosign/signature`.",
              TrustRules::signatures),
          rule(
              "TRUST-07",
              Level.ERROR,
              "The payload of a signature MUST name the digest of the image.",
              TrustRules::payloads),
          rule(
              "TRUST-08",
              Level.ERROR,
              "A layer of `sha256-HEX.att` MUST have the type"
                  + " `application/vnd.dsse.envelope.v1+json`.",
              TrustRules::attestationType),
          rule(
              "TRUST-09",
              Level.ERROR,
              "A referrer of a type of Sigstore bundles MUST have a layer of such a type.",
              TrustRules::bundleType));

  private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
  private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle";
  private static final String COSIGN_SIGNATURE = "application/vnd.dev.cosign.artifact.sig.v1+json";
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  private static final Set<String> SIMPLE_REFERRERS =
      Set.of(COSIGN_SIGNATURE, "application/vnd.in-toto+json", ENVELOPE, SIMPLE_SIGNING);

  private TrustRules() {}

  private static Rule rule(String id, Level level, String statement, Check check) {
    return new Rule(id, RuleGroup.TRUST, level, statement, check);
  }

  private static Outcome isSigned(ImageView image) {
    List<SignatureFact> facts = image.signatures();
    if (facts == null) {
      return Outcome.notApplicable("the place of the image keeps no signatures");
    }
    long signed =
        facts.stream()
            .filter(TrustRules::isOfKnownForm)
            .filter(fact -> fact.fault() == null && !hasTag(fact, ".sbom"))
            .count();
    return signed == 0
        ? Outcome.fail(
            new Violation(
                Place.of("image"),
                "a signature or attestation",
                "none",
                "sign it: mcv-tool sign, or cosign sign"))
        : Outcome.pass(signed + " beside the image");
  }

  private static boolean isOfKnownForm(SignatureFact fact) {
    return hasTag(fact, ".sig")
        || hasTag(fact, ".att")
        || hasTag(fact, ".sbom")
        || isBundle(fact)
        || SIMPLE_REFERRERS.contains(String.valueOf(fact.artifactType()));
  }

  private static Outcome isKnown(ImageView image) {
    return facts(
        image,
        fact -> true,
        TrustRules::isOfKnownForm,
        new Wanted(
            "a tag .sig, .att, .sbom, or a known artifactType",
            "nothing, unless it was meant to be a signature: then sign again"));
  }

  private static Outcome subject(ImageView image) {
    Set<String> digests = digests(image);
    return facts(
        image,
        fact -> fact.subject() != null && !digests.isEmpty(),
        fact -> digests.contains(fact.subject()),
        new Wanted(String.join(" or ", digests), "sign this image; do not copy signatures"));
  }

  private static Outcome readable(ImageView image) {
    Violations violations = new Violations("attachments of known form");
    for (SignatureFact fact : known(image)) {
      if (fact.fault() != null) {
        violations.add(
            () ->
                new Violation(
                    place(fact),
                    "a manifest that can be read",
                    String.valueOf(fact.fault()),
                    "sign the image again"));
      }
    }
    return violations.isEmpty() ? readableParts(image) : violations.outcome();
  }

  private static Outcome readableParts(ImageView image) {
    return parts(
        image,
        (fact, part) -> true,
        (fact, part) -> part.fault() == null,
        part -> String.valueOf(part.fault()),
        new Wanted("a layer that can be read", "sign the image again"));
  }

  private static Outcome signatureType(ImageView image) {
    return types(image, fact -> hasTag(fact, ".sig"), SIMPLE_SIGNING);
  }

  private static Outcome signatures(ImageView image) {
    return parts(
        image,
        (fact, part) -> part.mediaType().equals(SIMPLE_SIGNING),
        (fact, part) -> isBase64(part.annotations().getOrDefault(SIGNATURE, "")),
        part -> part.annotations().containsKey(SIGNATURE) ? "no base64" : "none",
        new Wanted("annotation " + SIGNATURE + " in base64", "sign the image again"));
  }

  private static Outcome payloads(ImageView image) {
    Set<String> digests = digests(image);
    return parts(
        image,
        (fact, part) ->
            part.fault() == null
                && !digests.isEmpty()
                && (part.signedDigest() != null || part.mediaType().equals(SIMPLE_SIGNING)),
        (fact, part) -> digests.contains(String.valueOf(part.signedDigest())),
        part -> part.signedDigest() == null ? "no digest" : part.signedDigest(),
        new Wanted(String.join(" or ", digests), "sign this image; do not copy signatures"));
  }

  private static Outcome attestationType(ImageView image) {
    return types(image, fact -> hasTag(fact, ".att"), ENVELOPE);
  }

  private static Outcome bundleType(ImageView image) {
    return facts(
        image,
        TrustRules::isBundle,
        fact -> fact.parts().stream().anyMatch(part -> part.mediaType().startsWith(BUNDLE)),
        new Wanted("a layer of type " + BUNDLE + ".v0.3+json", "sign the image again"));
  }

  private static Outcome types(ImageView image, Predicate<SignatureFact> about, String type) {
    return parts(
        image,
        (fact, part) -> about.test(fact),
        (fact, part) -> part.mediaType().equals(type),
        Part::mediaType,
        new Wanted(type, "sign the image again, or remove the tag"));
  }

  /** What a rule wants, and what can be done. */
  private record Wanted(String expected, String remedy) {}

  private static Outcome facts(
      ImageView image,
      Predicate<SignatureFact> isMeant,
      Predicate<SignatureFact> isRight,
      Wanted wanted) {
    Violations violations = new Violations("attachments of that form");
    for (SignatureFact fact : known(image)) {
      if (!isMeant.test(fact)) {
        continue;
      }
      violations.looked();
      if (!isRight.test(fact)) {
        String found =
            "tag " + fact.tag() + ", type " + fact.artifactType() + ", subject " + fact.subject();
        violations.add(() -> new Violation(place(fact), wanted.expected(), found, wanted.remedy()));
      }
    }
    return violations.outcome();
  }

  private static Outcome parts(
      ImageView image,
      BiPredicate<SignatureFact, Part> isMeant,
      BiPredicate<SignatureFact, Part> isRight,
      Function<Part, String> found,
      Wanted wanted) {
    Violations violations = new Violations("layers of that form");
    for (SignatureFact fact : known(image)) {
      for (Part part : fact.parts()) {
        if (isMeant.test(fact, part)) {
          violations.looked();
          if (!isRight.test(fact, part)) {
            Place place = Place.of(place(fact).blob() + ", layer " + part.digest());
            violations.add(
                () -> new Violation(place, wanted.expected(), found.apply(part), wanted.remedy()));
          }
        }
      }
    }
    return violations.outcome();
  }

  private static List<SignatureFact> known(ImageView image) {
    List<SignatureFact> facts = image.signatures();
    return facts == null ? List.of() : facts;
  }

  private static Place place(SignatureFact fact) {
    return Place.of(fact.tag() == null ? "referrer " + fact.manifest() : "tag " + fact.tag());
  }

  private static boolean hasTag(SignatureFact fact, String end) {
    return fact.tag() != null && fact.tag().endsWith(end);
  }

  private static boolean isBundle(SignatureFact fact) {
    return fact.artifactType() != null && fact.artifactType().startsWith(BUNDLE);
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Of the image and the indexes that lead to it: any of them can be signed. */
  private static Set<String> digests(ImageView image) {
    Document manifest = image.manifest();
    return Stream.concat(Stream.ofNullable(manifest), image.indexes().stream())
        .filter(document -> document.fault().isEmpty())
        .map(document -> document.digest().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

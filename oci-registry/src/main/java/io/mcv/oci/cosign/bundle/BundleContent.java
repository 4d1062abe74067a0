package io.mcv.oci.cosign.bundle;

/** What a bundle is about. */
public sealed interface BundleContent permits DsseEnvelope, MessageSignature {}

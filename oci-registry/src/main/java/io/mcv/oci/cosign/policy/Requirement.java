package io.mcv.oci.cosign.policy;

/** What a policy asks of an image; all that stand in one list must hold. */
sealed interface Requirement permits Requirement.Fixed, SignatureRequirement {

  /** As the policy names it. */
  String policyName();

  /** A requirement that is the same for every image. */
  enum Fixed implements Requirement {
    /** Holds always. */
    ACCEPT("insecureAcceptAnything", true, "anything is accepted"),
    /** Holds never. */
    REJECT("reject", false, "every image is rejected"),
    /** Simple signing by GPG, which is not checked here. */
    GPG("signedBy", false, "GPG signatures are not supported; use sigstoreSigned"),
    /** Certificates of an authority of one's own, which are not checked here. */
    PKI(
        "sigstoreSigned",
        false,
        "certificates of pki are not supported; use keyPath, keyData or fulcio");

    private final String policyName;
    private final boolean holds;
    private final String why;

    Fixed(String policyName, boolean holds, String why) {
      this.policyName = policyName;
      this.holds = holds;
      this.why = why;
    }

    @Override
    public String policyName() {
      return policyName;
    }

    boolean holds() {
      return holds;
    }

    String why() {
      return why;
    }
  }
}

package io.mcv.client;

/** Where an image with a bare name may be; the order is that in which they are asked. */
public enum NamePlace {
  /** The vault of this user. */
  VAULT,
  /** Docker's engine. */
  DOCKER,
  /** Podman's engine. */
  PODMAN,
  /** The registry that the name says, or may mean. */
  REGISTRY
}
